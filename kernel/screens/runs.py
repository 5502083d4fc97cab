"""A run as screens show it: its state in the words of the design, its steps, its story."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from kernel.core.facts import FactBook
from kernel.core.registry import get_all_modules
from kernel.decisions.overview import recommendation_models
from kernel.decisions.recommendation import waiting_in
from kernel.decisions.redaction import redacted
from kernel.doors.door import door_of
from kernel.formats import count, duration, elapsed, when
from kernel.resources.rights import notation, rights
from kernel.runs.models import AgentRun, AgentRunEvent
from kernel.runs.states import FINISHED, RunStatus
from kernel.screens import charts, figures, nouns
from kernel.tenancy.models import User

SHOWN = {
    RunStatus.QUEUED: "queued",
    RunStatus.RUNNING: "running",
    RunStatus.AWAITING_APPROVAL: "awaiting",
    RunStatus.SUCCEEDED: "done",
    RunStatus.FAILED: "failed",
    RunStatus.DEAD: "failed",
    RunStatus.CANCELLED: "cancelled",
}
EVENTS = {
    "queued": "Queued",
    "started": "Started",
    "cancel_requested": "Cancelling was asked for",
    "attempt_failed": "The attempt broke off",
    "lease_lost": "The worker went away; another takes over",
    "draft_refused": "The model's text was refused",
    "succeeded": "Finished",
    "failed": "Failed",
    "dead": "Gave up",
    "cancelled": "Cancelled",
}


def state(run: AgentRun, pending: int = 0) -> str:
    """The state by which components show a run; ``pending`` are its proposals that wait."""
    if run.status == RunStatus.SUCCEEDED and (run.output or {}).get("needs"):
        return "needs"
    if run.status == RunStatus.SUCCEEDED and pending:
        return "awaiting"
    return SHOWN[RunStatus(run.status)]


def is_over(run: AgentRun) -> bool:
    """Whether it reached an end state."""
    return RunStatus(run.status) in FINISHED


def title(run: AgentRun) -> str:
    """ "Optimization" for a mode, "Metrics watch" for a schedule's function."""
    words = run.mode or run.agent.partition("-")[2]
    return words.replace("-", " ").replace("_", " ").removeprefix("cron ").capitalize()


def book_of(request: HttpRequest, run: AgentRun) -> FactBook:
    """The run's facts as this person may see them."""
    return redacted(run.facts, rights(request), run.module)


def outcome(run: AgentRun, pending: int = 0) -> str:
    """What came of it, in a few words: "3 proposals wait, 4.4 s"."""
    shown = state(run, pending)
    if shown == "failed":
        return f"failed: {run.error or 'it broke off'}"
    if shown == "cancelled":
        return f"cancelled after {time_words(run)}"
    if shown == "needs":
        return f"needs {(run.output or {})['needs'][0]['what']}"
    if not is_over(run):
        return "at work" if run.status == RunStatus.RUNNING else "waits for a worker"
    if pending:
        return f"{count(pending, 'proposal')} {'waits' if pending == 1 else 'wait'}"
    return f"{nouns.written(run.entities) or 'nothing written'}, {time_words(run)}"


def story(request: HttpRequest, run: AgentRun) -> str:
    """What it found, in its own words."""
    if run.status in (RunStatus.FAILED, RunStatus.DEAD):
        return run.error or "It broke off."
    if run.status == RunStatus.CANCELLED:
        return "Nothing was written."
    if not is_over(run):
        return "It is at work." if run.status == RunStatus.RUNNING else "It waits for a worker."
    output = run.output or {}
    if output.get("needs"):
        return f"Needs {output['needs'][0]['what']}"
    return figures.plain(output.get("summary", ""), book_of(request, run), notation(request))


def time_words(run: AgentRun) -> str:
    """How long it took, or has taken so far."""
    if run.duration_ms is not None:
        return duration(run.duration_ms / 1000)
    began = run.started_at or run.created_at
    return elapsed(max(0.0, (timezone.now() - began).total_seconds()))


def history(request: HttpRequest, runs: Sequence[AgentRun]) -> list[dict[str, Any]]:
    """Rows of components/agent_history.html."""
    waiting, now = _waiting(runs), local(request, timezone.now())
    return [
        {
            "url": f"/runs/{run.pk}/",
            "state": state(run, waiting[run.pk]),
            "mode": title(run),
            "when": when(local(request, run.created_at), now),
            "said": outcome(run, waiting[run.pk]),
        }
        for run in runs
    ]


def console_run(request: HttpRequest, run: AgentRun) -> dict[str, Any]:
    """The run as components/agent_run.html shows it; polls until its end state."""
    over = is_over(run)
    pending = _waiting([run])[run.pk] if over else 0
    shown = state(run, pending)
    page = f"/runs/{run.pk}/"
    return {
        "id": run.pk,
        "mode": title(run),
        "state": shown,
        "time": time_words(run),
        "meta": _meta(request, run, over),
        "say": _say(request, run, shown),
        "progress": None if over else _progress(run),
        "steps": [] if over and shown not in ("failed",) else steps(run),
        "acts": _acts(run, shown, page),
        "poll": "" if over else f"/runs/{run.pk}/console/",
        "page": page,
    }


def _meta(request: HttpRequest, run: AgentRun, over: bool) -> str:
    clock = local(request, run.created_at).strftime("%H:%M")
    text = f"{run.agent}, started {clock} by {who(request, run)}."
    return text if over else f"{text} You may leave this page."


def who(request: HttpRequest, run: AgentRun) -> str:
    """Who started it: a person's name, "you", or the kind of its principal."""
    if run.created_by_id is None:
        return {"schedule": "the schedule", "webhook": "a webhook"}.get(run.kind, run.kind)
    if run.created_by_id == request.user.pk:
        return "you"
    person = User.objects.filter(pk=run.created_by_id).first()
    return str(person) if person else "somebody who left"


def _say(request: HttpRequest, run: AgentRun, shown: str) -> str:
    if shown == "needs":
        need = (run.output or {})["needs"][0]
        return f"Missing: {need['what']}. {need['why']} Nothing went wrong."
    if shown == "failed":
        tries = f" Tried {run.attempts} times." if run.attempts > 1 else ""
        return f"{run.error or 'It broke off.'}{tries} Nothing was written. Your input is kept."
    if shown in ("done", "awaiting"):
        wrote = nouns.written(run.entities)
        line = story(request, run)
        return f"{line} It wrote {wrote}." if wrote else line
    return "Nothing was written." if shown == "cancelled" else ""


def _acts(run: AgentRun, shown: str, page: str) -> list[dict[str, Any]]:
    watch = {"label": "Watch", "url": page, "icon": "eye"}
    again = {
        "label": "Run again",
        "url": f"{page}again/",
        "icon": "rotate-ccw",
        "post": True,
        "ghost": True,
    }
    if shown in ("queued", "running"):
        stop = {"label": "Cancel", "url": f"{page}cancellation/", "post": True, "ghost": True}
        return [watch, stop]
    if shown == "awaiting":
        return [{"label": "Review", "url": page, "icon": "list-checks", "primary": True}, again]
    if shown == "failed":
        return [again | {"label": "Try again", "ghost": False}, {"label": "Details", "url": page}]
    if shown == "cancelled":
        return [again]
    return [{"label": "Open the result", "url": page, "primary": True}, again]


def _progress(run: AgentRun) -> dict[str, Any] | None:
    last = run.events.exclude(total=None).order_by("-seq").first()
    if last is None or not last.total:
        return None
    return {"value": last.done, "max": last.total, "words": f"{last.done} of {last.total}"}


def steps(run: AgentRun) -> list[dict[str, Any]]:
    """The run's events as steps, the last one current while it works."""
    events = list(run.events.order_by("seq"))
    began = events[0].at if events else run.created_at
    made = [_step(event, began) for event in events]
    if made and not is_over(run):
        made[-1]["state"] = "now"
    return made


def _step(event: AgentRunEvent, began: dt.datetime) -> dict[str, Any]:
    count = f"{event.done} of {event.total}" if event.total else ""
    bad = event.event in ("failed", "dead", "attempt_failed", "draft_refused", "lease_lost")
    return {
        "state": "bad" if bad else "off" if event.event == "cancelled" else "done",
        "text": event.name if event.event == "step" else EVENTS.get(event.event, event.event),
        "sub": count or ("" if event.event == "step" else event.name),
        "time": f"{(event.at - began).total_seconds():.1f} s",
    }


def timeline(run: AgentRun) -> list[dict[str, Any]]:
    """The steps with their durations on one scale."""
    events = list(run.events.order_by("seq"))
    if not events:
        return []
    began = events[0].at
    ends = [event.at for event in events[1:]] + [run.finished_at or timezone.now()]
    total = max((ends[-1] - began).total_seconds(), 0.001)
    made = []
    for event, end in zip(events, ends, strict=True):
        start, length = (event.at - began).total_seconds(), (end - event.at).total_seconds()
        bar: SafeString | str = charts.gantt(start, max(length, 0), total)
        made.append({**_step(event, began), "time": duration(max(length, 0)), "bar": bar})
    if not is_over(run):
        made[-1]["state"] = "now"
    return made


def _waiting(runs: Sequence[AgentRun]) -> Counter[UUID]:
    """How many proposals of each run want a decision."""
    roles = {manifest.id: manifest.role for manifest in get_all_modules()}
    ended = {run.pk: roles.get(run.module) for run in runs if is_over(run)}
    found: Counter[UUID] = Counter()
    for model in recommendation_models():
        mine = [pk for pk, role in ended.items() if role == model._meta.app_label]
        if mine:
            rows = waiting_in(model).filter(run_id__in=mine).order_by()
            found.update(rows.values_list("run_id", flat=True))
    return found


def local(request: HttpRequest, moment: dt.datetime) -> dt.datetime:
    """A moment in the workspace's zone."""
    workspace = door_of(request).workspace
    return moment.astimezone(zoneinfo.ZoneInfo(workspace.timezone if workspace else "UTC"))

"""A run as screens show it: its state in the words of the design, its steps, its story."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from kernel.core.facts import FactBook
from kernel.core.registry import get_all_modules
from kernel.decisions.redaction import redacted
from kernel.doors.door import door_of
from kernel.formats import count, duration, when
from kernel.resources.rights import notation, rights
from kernel.runs import failures, telling
from kernel.runs.chains import steps_of
from kernel.runs.models import AgentRun, AgentRunEvent
from kernel.runs.states import RunStatus
from kernel.screens import chain_steps, charts, figures, nouns, run_needs, run_states
from kernel.screens.run_states import is_over, state, time_words, waiting
from kernel.tenancy.models import User

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
    "step_started": "A step was started",
    "step_ended": "A step ended",
}


def title(run: AgentRun) -> str:
    """ "Optimization" for a mode, "Metrics watch" for a schedule's function, a chain's title.

    A word that names a screen of the module in capitals keeps them.
    """
    if run.mode == "kernel":
        return chain_steps.title(run)
    named = run.mode if "-cron-" not in run.agent else ""
    words = named or run.agent.partition("-")[2]
    plain = words.replace("-", " ").replace("_", " ").removeprefix("cron ").capitalize()
    screens = {name for one in get_all_modules() for name in one.ui.primary_screens}
    return " ".join(word.upper() if word.upper() in screens else word for word in plain.split(" "))


def book_of(request: HttpRequest, run: AgentRun) -> FactBook:
    """The run's facts as this person may see them."""
    return redacted(run.facts, rights(request), run.module)


def outcome(run: AgentRun, pending: int = 0) -> str:
    """What came of it, in a few words: "3 proposals wait", "2 of 5 steps, 4.4 s"."""
    plain = state(run, pending) in ("failed", "cancelled", "needs") or (pending and is_over(run))
    if steps_of(run) and not plain:
        return chain_steps.outcome(run, time_words(run))
    return run_states.outcome(run, pending)


def story(request: HttpRequest, run: AgentRun) -> str:
    """What it found, in its own words."""
    if run.status in (RunStatus.FAILED, RunStatus.DEAD):
        return telling.happened(run)
    if run.status == RunStatus.CANCELLED:
        return telling.kept(run)
    if not is_over(run):
        return "It is at work." if run.status == RunStatus.RUNNING else "It waits for a worker."
    output = run.output or {}
    if output.get("needs"):
        return f"Needs {run_states.lower_first(output['needs'][0]['what'])}."
    if steps_of(run):
        return chain_steps.said(request, run, book_of(request, run))
    return figures.plain(output.get("summary", ""), book_of(request, run), notation(request))


def history(request: HttpRequest, runs: Sequence[AgentRun]) -> list[dict[str, Any]]:
    """Rows of components/agent_history.html, the steps of a chain under it."""
    children = chain_steps.children_of(runs)
    every = [*runs, *(child for steps in children.values() for child in steps)]
    pending, now = waiting(every), local(request, timezone.now())

    def row(run: AgentRun) -> dict[str, Any]:
        return {
            "url": f"/runs/{run.pk}/",
            "state": state(run, pending[run.pk]),
            "mode": title(run),
            "when": when(local(request, run.created_at), now),
            "said": outcome(run, pending[run.pk]),
        }

    return [row(run) | {"steps": [row(one) for one in children.get(run.pk, [])]} for run in runs]


def console_run(request: HttpRequest, run: AgentRun) -> dict[str, Any]:
    """The run as components/agent_run.html shows it; polls until its end state."""
    over = is_over(run)
    children = chain_steps.children_of([run]).get(run.pk, [])
    pending = waiting([run])[run.pk] if over else 0
    shown = state(run, pending)
    page = f"/runs/{run.pk}/"
    result = f"/runs/{children[0].pk}/" if over and len(steps_of(run)) == 1 and children else page
    return {
        "id": str(run.pk),
        "mode": title(run),
        "state": shown,
        "time": time_words(run),
        "meta": _meta(request, run, over),
        "say": _say(request, run, shown, children),
        "progress": None if over else _progress(run),
        "steps": _steps(request, run, shown, children),
        "acts": _acts(request, run, shown, page, result),
        "poll": "" if over else f"/runs/{run.pk}/console/",
        "page": page,
    }


def _steps(
    request: HttpRequest, run: AgentRun, shown: str, children: Sequence[AgentRun]
) -> list[dict[str, Any]]:
    """A chain's agents at all times; a run's own steps while it works and where it failed."""
    if steps_of(run):
        return chain_steps.lines(request, run, children)
    return [] if is_over(run) and shown != "failed" else steps(run)


def _meta(request: HttpRequest, run: AgentRun, over: bool) -> str:
    clock = local(request, run.created_at).strftime("%H:%M")
    text = f"{run_states.agent_title(run.agent)}, started {clock} by {who(request, run)}."
    return text if over else f"{text} You may leave this page."


def who(request: HttpRequest, run: AgentRun) -> str:
    """Who started it: a person's name, "you", or the kind of its principal."""
    if run.created_by_id is None:
        return {"schedule": "the schedule", "webhook": "a webhook"}.get(run.kind, run.kind)
    if run.created_by_id == request.user.pk:
        return "you"
    person = User.objects.filter(pk=run.created_by_id).first()
    return str(person) if person else "somebody who left"


def _say(request: HttpRequest, run: AgentRun, shown: str, children: Sequence[AgentRun]) -> str:
    chain = bool(steps_of(run))
    if shown == "needs":
        need = (run.output or {})["needs"][0]
        what, why = (_plain(request, run, need[key]) for key in ("what", "why"))
        left = f" {telling.kept(run)}" if len(children) > 1 else ""
        return f"Missing: {what}. {why} Nothing went wrong.{left}"
    if shown == "failed":
        tries = f" Tried {run.attempts} times." if run.attempts > 1 else ""
        said = f"{telling.happened(run)}{tries} {telling.kept(run)} Your input is kept."
        return f"{said} {failures.remedy(run.code)}"
    if shown in ("done", "awaiting"):
        wrote = chain_steps.wrote(children) if chain else nouns.written(run.entities)
        line = story(request, run)
        return f"{line} It wrote {wrote}." if wrote else line
    if shown == "cancelled":
        done = any(child.status == RunStatus.SUCCEEDED for child in children)
        return "What its steps wrote stays." if done else "Nothing was written."
    return _plain(request, run, (run.output or {}).get("summary", "")) if chain else ""


def _plain(request: HttpRequest, run: AgentRun, text: str) -> str:
    return figures.plain(text, book_of(request, run), notation(request))


def _acts(
    request: HttpRequest, run: AgentRun, shown: str, page: str, result: str
) -> list[dict[str, Any]]:
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
        return [{"label": "Review", "url": result, "icon": "list-checks", "primary": True}, again]
    if shown == "failed":
        return [again | {"label": "Try again", "ghost": False}, {"label": "Details", "url": page}]
    if shown == "cancelled":
        return [again]
    if shown == "needs":
        gives = run_needs.acts(request, run)
        return [*gives, {"label": "Open the result", "url": result, "primary": not gives}, again]
    asked = len((run.output or {}).get("questions", []))
    answer = {"label": f"Answer {count(asked, 'question')}", "url": f"{page}#h-what-it-asks"}
    return [{"label": "Open the result", "url": result, "primary": True}, *[answer] * bool(asked),
            again]  # fmt: skip


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
    if made and not is_over(run) and made[-1]["state"] == "done":
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


def local(request: HttpRequest, moment: dt.datetime) -> dt.datetime:
    """A moment in the workspace's zone."""
    workspace = door_of(request).workspace
    return moment.astimezone(zoneinfo.ZoneInfo(workspace.timezone if workspace else "UTC"))

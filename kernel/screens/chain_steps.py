"""A chain as screens show it: its steps with their state, time, outcome and page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from kernel.core.facts import FactBook
from kernel.core.manifest import Manifest, label
from kernel.core.registry import get_module
from kernel.errors import KernelError
from kernel.formats import count
from kernel.resources.rights import notation
from kernel.runs.chains import steps_of
from kernel.runs.models import AgentRun
from kernel.screens import charts, figures, nouns, runs

STEP_STATES = {
    "queued": "now",
    "running": "now",
    "done": "done",
    "awaiting": "wait",
    "needs": "ask",
    "failed": "bad",
    "cancelled": "off",
}


def children_of(parents: Iterable[AgentRun]) -> dict[UUID, list[AgentRun]]:
    """The steps of the chains among these runs, in their order; one query, none without a chain."""
    found: dict[UUID, list[AgentRun]] = {run.pk: [] for run in parents if run.mode == "kernel"}
    if found:
        rows = AgentRun.objects.filter(parent_id__in=list(found)).order_by("step", "created_at")
        for child in rows:
            if child.parent_id is not None:
                found[child.parent_id].append(child)
    return found


def title(run: AgentRun) -> str:
    """The chain's own title, the mode of a single step, or "Request" while nothing is chosen."""
    output = run.output or {}
    name, chosen = output.get("chain"), steps_of(run)
    if name:
        try:
            return get_module(run.module).chains[name].title
        except (KernelError, KeyError):
            return label(name)
    if len(chosen) > 1:
        return " to ".join(label(chosen[place]["mode"]) for place in (0, -1))
    return f"Request: {label(chosen[0]['mode'])}" if chosen else "Request"


def outcome(run: AgentRun, time: str) -> str:
    """Where a chain stands or how it ended, in a few words."""
    chosen = steps_of(run)
    ended = [step for step in chosen if step["status"] == "succeeded"]
    if not runs.is_over(run):
        at = next((step for step in chosen if step["status"] in ("queued", "running")), None)
        return f"{label(at['mode'])}, step {len(ended) + 1} of {len(chosen)}" if at else "at work"
    if len(chosen) == 1:
        return f"one agent, {time}"
    return f"{len(ended)} of {count(len(chosen), 'step')}, {time}"


def lines(
    request: HttpRequest, run: AgentRun, children: Sequence[AgentRun]
) -> list[dict[str, Any]]:
    """Rows of components/steps.html and timeline.html: what ran, what runs, what is to come."""
    by_step = {child.step: child for child in children}
    waiting = runs.waiting(children)
    span = _span(run, children)
    shown = []
    for number, step in enumerate(steps_of(run), 1):
        child = by_step.get(number)
        row: dict[str, Any] = {"text": label(step["mode"]), "sub": step["title"], "time": ""}
        if child is None:
            row["state"] = "off" if runs.is_over(run) else "todo"
            row["sub"] = "Not started" if runs.is_over(run) else step["title"]
        else:
            state = runs.state(child, waiting[child.pk])
            row |= {
                "state": STEP_STATES[state],
                "sub": runs.outcome(child, waiting[child.pk]),
                "time": runs.time_words(child),
                "url": f"/runs/{child.pk}/",
                "bar": _bar(child, span),
            }
        shown.append(row)
    return shown


def _span(run: AgentRun, children: Sequence[AgentRun]) -> tuple[Any, float]:
    began = run.started_at or run.created_at
    last = max((child.finished_at or timezone.now() for child in children), default=began)
    return began, max((last - began).total_seconds(), 0.001)


def _bar(child: AgentRun, span: tuple[Any, float]) -> Any:
    began, total = span
    start = (child.created_at - began).total_seconds()
    length = ((child.finished_at or timezone.now()) - child.created_at).total_seconds()
    return charts.gantt(max(start, 0), max(length, 0), total)


def wrote(children: Iterable[AgentRun]) -> str:
    """What all the steps wrote, in words."""
    return nouns.written(entity for child in children for entity in child.entities)


def said(request: HttpRequest, run: AgentRun, book: FactBook) -> str:
    """Why these agents, and what the last of them found."""
    texts = [(run.output or {}).get("summary", "")]
    texts += [step["summary"] for step in steps_of(run) if step.get("summary")][-1:]
    return figures.plain(" ".join(text for text in texts if text), book, notation(request))


def needs(
    request: HttpRequest, run: AgentRun, manifest: Manifest, book: FactBook, key: str = "needs"
) -> list[dict[str, Any]]:
    """What is missing first, each with the agent that gives it or the question to answer.

    With ``questions`` as key, what the agent asks beside the work that it did.
    """
    notes, shown = notation(request), []
    for need in (run.output or {}).get(key, []):
        row: dict[str, Any] = {
            key: figures.plain(need.get(key) or "", book, notes) for key in ("what", "why")
        }
        row["question"] = figures.plain(need.get("question") or "", book, notes)
        row["button"] = _start_of(manifest, need.get("agent") or "")
        shown.append(row)
    return shown


def _start_of(manifest: Manifest, agent: str) -> dict[str, str] | None:
    """A link to the form of the agent that a need names, by its function, key or mode."""
    for spec in manifest.agents.values():
        if agent in (spec.function, spec.key, spec.mode):
            url = f"/runs/console/{manifest.role}/?mode={spec.mode}"
            return {"label": f"Go to {label(spec.mode)}", "url": url}
    return None


def part_of(run: AgentRun) -> dict[str, Any] | None:
    """The chain that a run is a step of: its page, and which step."""
    if run.parent_id is None:
        return None
    parent = AgentRun.objects.filter(pk=run.parent_id).first()
    if parent is None:
        return None
    number = f"step {run.step} of {len(steps_of(parent))}" if run.step else "a step"
    return {"title": title(parent), "url": f"/runs/{parent.pk}/", "step": number}

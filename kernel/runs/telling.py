"""An ended run in sentences, for every place that tells of one."""

from __future__ import annotations

from typing import Any

from kernel.runs import failures
from kernel.runs.chains import steps_of
from kernel.runs.models import AgentRun
from kernel.runs.states import RunStatus

BROKEN = ("attempt_failed", "lease_lost", RunStatus.FAILED.value, RunStatus.DEAD.value)
"""The events that tell of a fault."""


def happened(run: AgentRun) -> str:
    """Why it did not finish; a run that was settled without a worker has no words of its own."""
    return run.error or failures.said(run.code)


def kept(run: AgentRun) -> str:
    """What is left of a run that did not finish: of a chain, the work of the steps before."""
    done = any(step["status"] == RunStatus.SUCCEEDED for step in steps_of(run))
    return "What the steps before wrote stays." if done else "Nothing was written."


def told(run: AgentRun) -> str:
    """What happened, what is left of it, and what to do."""
    return f"{happened(run)} {kept(run)} {failures.remedy(run.code)}"


def details(run: AgentRun) -> list[dict[str, Any]]:
    """What stands behind it, in order: each attempt that broke off, and the faults of the end.

    The last one's ``errors`` name each fault by its JSON pointer.
    """
    bad = run.events.filter(event__in=BROKEN).order_by("seq")
    return [{"event": one.event, **one.detail} for one in bad]


def errors(run: AgentRun) -> list[dict[str, Any]]:
    """Each fault of a run that was refused: ``{pointer, code, detail}``."""
    last = details(run)[-1:]
    return list(last[0].get("errors", [])) if last else []

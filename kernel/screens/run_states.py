"""What state a run is in, for how long it runs, and what of it waits for a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from kernel.core import routing
from kernel.core.manifest import label
from kernel.core.registry import get_all_modules
from kernel.decisions.overview import recommendation_models
from kernel.decisions.recommendation import waiting_in
from kernel.errors import KernelError
from kernel.formats import count, duration, elapsed
from kernel.runs import telling
from kernel.runs.chains import steps_of
from kernel.runs.models import AgentRun
from kernel.runs.states import FINISHED, RunStatus
from kernel.screens import nouns

SHOWN = {
    RunStatus.QUEUED: "queued",
    RunStatus.RUNNING: "running",
    RunStatus.AWAITING_APPROVAL: "awaiting",
    RunStatus.SUCCEEDED: "done",
    RunStatus.FAILED: "failed",
    RunStatus.DEAD: "failed",
    RunStatus.CANCELLED: "cancelled",
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


def agent_title(function: str) -> str:
    """An agent as people know it: "Set up the brand" for its function's name."""
    try:
        return routing.function_for(function).title
    except KernelError:
        return label(function.partition("-")[2])


def lower_first(words: str) -> str:
    """ "A brand profile" inside a sentence; what begins with an abbreviation stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def outcome(run: AgentRun, pending: int = 0) -> str:
    """What came of a run of one agent, in a few words: "3 proposals wait"."""
    shown = state(run, pending)
    if shown == "failed":
        return f"failed: {lower_first(telling.happened(run))}"
    if shown == "cancelled":
        return f"cancelled after {time_words(run)}"
    if shown == "needs":
        return f"needs {lower_first((run.output or {})['needs'][0]['what'])}"
    if not is_over(run):
        return "at work" if run.status == RunStatus.RUNNING else "waits for a worker"
    if pending:
        return f"{count(pending, 'proposal')} {'waits' if pending == 1 else 'wait'}"
    return f"{nouns.written(run.entities) or 'nothing written'}, {time_words(run)}"


def time_words(run: AgentRun) -> str:
    """How long it took, or has taken so far."""
    if run.duration_ms is not None:
        return duration(run.duration_ms / 1000)
    began = run.started_at or run.created_at
    return elapsed(max(0.0, (timezone.now() - began).total_seconds()))


def waiting(runs: Sequence[AgentRun]) -> Counter[UUID]:
    """How many proposals of each run, and of the steps of each chain, want a decision."""
    roles = {manifest.id: manifest.role for manifest in get_all_modules()}
    ended = {run.pk: roles.get(run.module) for run in runs if is_over(run)}
    parents = [run.pk for run in runs if is_over(run) and steps_of(run)]
    made_by: dict[UUID, list[UUID]] = {pk: [pk] for pk in ended}
    if parents:
        steps = AgentRun.objects.filter(parent_id__in=parents).values_list("pk", "parent_id")
        for pk, parent in steps:
            made_by.setdefault(pk, []).append(parent)
            ended[pk] = ended[parent]
    found: Counter[UUID] = Counter()
    for model in recommendation_models():
        mine = [pk for pk, role in ended.items() if role == model._meta.app_label]
        if mine:
            rows = waiting_in(model).filter(run_id__in=mine).order_by()
            for pk in rows.values_list("run_id", flat=True):
                found.update(made_by[pk])
    return found

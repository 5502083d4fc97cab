"""Chains: a run whose agents are its children, started one after another.

The run of the orchestrator names the steps. It then waits without a worker: it stays ``running``,
in the queue ``chains``, and each step is started in the transaction that ends the one before it.
So there is no moment between two steps at which a dead worker could lose the chain; what an
operator's hand or a settled run leaves behind is found by the sweeper.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from kernel.core.contracts import AgentOutput, Entity
from kernel.core.facts import FactBook
from kernel.core.manifest import label
from kernel.core.numbers_in_text import REFERENCE
from kernel.core.orchestrator import OrchestratorOutput
from kernel.errors import KernelError
from kernel.runs import events, failures, leases, submission
from kernel.runs.leases import Lease
from kernel.runs.models import AgentRun
from kernel.runs.states import FINISHED, RunStatus
from kernel.tenancy.access import access

KEY_LENGTH = 120
ERROR_LENGTH = 2000


@dataclass
class Ending:
    """How a chain ends with one of its steps."""

    parent: AgentRun
    status: RunStatus
    code: str = ""
    error: str = ""
    events: list[events.Event] = field(default_factory=list)
    detail: dict[str, Any] = field(default_factory=dict)


def has_steps(output: AgentOutput) -> bool:
    """Whether a run's output names agents that are to run."""
    return isinstance(output, OrchestratorOutput) and bool(output.steps)


def begin(run: AgentRun, lease: Lease, told: list[events.Event]) -> None:
    """Let the run wait for its steps, and start the first, in the open transaction.

    ``run`` is locked and holds its output; raises InvalidPayloadError where the first agent does
    not take its payload.
    """
    run.fence = leases.park(lease)
    start(run, 1)
    run.save(update_fields=[*_KEPT, *_TOLD, "fence"])
    events.add(run.pk, [*told, _started(run, 1)])


def start(parent: AgentRun, number: int) -> AgentRun:
    """Queue the step of that number, from 1 on, by the door that the chain came in by."""
    step = steps_of(parent)[number - 1]
    token = submission.door.set(parent.door)
    try:
        asked = submission.plan(
            access(), parent.module, step["mode"], step["agent"], step["payload"]
        )
        request_hash = submission.hash_request(
            parent.module, step["mode"], step["agent"], step["payload"]
        )
        child = submission.submit(asked, request_hash, parent=parent.pk, step=number)
    finally:
        submission.door.reset(token)
    step["run_id"], step["status"] = str(child.pk), child.status
    made = Entity("agent_runs", child.pk, asked.function.title, "created")
    parent.entities = [*parent.entities, made.as_json()]
    return child


def steps_of(run: AgentRun) -> list[dict[str, Any]]:
    """The steps in the run's output; none for a run that is no chain."""
    found = (run.output or {}).get("steps", []) if run.mode == "kernel" else []
    return list(found)


def is_waiting(run: AgentRun) -> bool:
    """Whether the run waits for its steps."""
    return run.status == RunStatus.RUNNING and bool(steps_of(run))


def cancel_asked(run: AgentRun) -> bool:
    """Whether the run is to stop: it was asked to, or the chain that it belongs to was."""
    if run.cancel_requested_at is not None:
        return True
    return run.parent_id is not None and cancel_of(run.parent_id, run.pk)


def cancel_of(*ids: Any) -> bool:
    """Whether one of these runs was asked to stop."""
    return AgentRun.objects.filter(pk__in=ids, cancel_requested_at__isnull=False).exists()


def open_step(parent: AgentRun) -> AgentRun | None:
    """The step that is not finished, locked and marked as to stop.

    None where there is none, and where a worker holds its row: that one sees the mark of its
    parent. Waiting for the row could be waiting for each other.
    """
    child = (
        AgentRun.objects.select_for_update(skip_locked=True)
        .filter(parent_id=parent.pk)
        .exclude(status__in=FINISHED)
        .first()
    )
    if child is not None and child.cancel_requested_at is None:
        child.cancel_requested_at = timezone.now()
        child.save(update_fields=["cancel_requested_at", "updated_at"])
        events.add(child.pk, [events.Event("cancel_requested")])
    return child


def after(child: AgentRun) -> Ending | None:
    """Go on after a step that has ended, in its transaction; answers how the chain ends with it.

    None where the next step was started, and where the run belongs to no chain that waits.
    """
    if child.parent_id is None or child.step is None:
        return None
    parent = (
        AgentRun.objects.select_for_update()
        .filter(pk=child.parent_id, status=RunStatus.RUNNING)
        .first()
    )
    if parent is None or child.step > len(steps_of(parent)):
        return None
    number, count = child.step, len(steps_of(parent))
    _keep(parent, child)
    ended = [_ended(parent, child)]
    where = f"Step {number} of {count}, {label(child.mode)}," if count > 1 else label(child.mode)
    if child.status == RunStatus.CANCELLED or parent.cancel_requested_at is not None:
        return Ending(parent, RunStatus.CANCELLED, "cancelled", "", ended)
    if child.status != RunStatus.SUCCEEDED:
        words = f"{where} did not finish: {child.error or failures.said(child.code)}"
        return Ending(parent, RunStatus.FAILED, child.code, words[:ERROR_LENGTH], ended)
    if (child.output or {}).get("needs") or number == count:
        return Ending(parent, RunStatus.SUCCEEDED, events=ended)
    try:
        start(parent, number + 1)
    except KernelError as error:
        following = label(steps_of(parent)[number]["mode"])
        words = f"Step {number + 1} of {count}, {following}, was refused: {failures.said_of(error)}"
        detail = {"errors": error.errors, "detail": error.detail}
        return Ending(parent, RunStatus.FAILED, error.code, words[:ERROR_LENGTH], ended, detail)
    parent.save(update_fields=_KEPT)
    events.add(parent.pk, [*ended, _started(parent, number + 1)])
    return None


_KEPT = ("output", "facts", "entities", "updated_at")
_TOLD = ("engine", "engine_name", "prompt_hash", "prompt_text_hash", "tokens", "cost_micros")


def _keep(parent: AgentRun, child: AgentRun) -> None:
    """Put what came of a step into the chain's output, with the facts that its words refer to."""
    output, step = child.output or {}, steps_of(parent)[(child.step or 1) - 1]
    book = FactBook.from_json(child.facts)
    used: list[str] = []

    def own(text: str | None) -> str | None:
        if not text:
            return text
        keys = [key for key in REFERENCE.findall(text) if key in book]
        used.extend(keys)
        return REFERENCE.sub(
            lambda found: f"{{fact:{_key(child, found[1])}}}" if found[1] in book else found[0],
            text,
        )

    step["run_id"], step["status"], step["code"] = str(child.pk), child.status, child.code or None
    step["summary"] = own(output.get("summary", ""))
    step["needs"] = [
        need | {name: own(need.get(name)) for name in ("what", "why", "question")}
        for need in output.get("needs", [])
    ]
    assert parent.output is not None
    parent.output["needs"] = step["needs"]
    known = {fact["key"] for fact in parent.facts}
    for key in dict.fromkeys(used):
        if (mine := _key(child, key)) not in known:
            parent.facts = [*parent.facts, book[key].as_json() | {"key": mine}]


def _key(child: AgentRun, key: str) -> str:
    """A fact of a step in the chain's book: its mode before it, so that no two are the same."""
    return f"{child.mode}.{key}"[:KEY_LENGTH].rstrip("._-")


def _started(parent: AgentRun, number: int) -> events.Event:
    step = steps_of(parent)[number - 1]
    detail = {"run_id": step["run_id"], "mode": step["mode"], "agent": step["agent"]}
    return events.Event("step_started", label(step["mode"]), number - 1, _count(parent), detail)


def _ended(parent: AgentRun, child: AgentRun) -> events.Event:
    needs = bool((child.output or {}).get("needs"))
    detail = {
        "run_id": str(child.pk),
        "mode": child.mode,
        "status": child.status,
        "code": child.code or "ok",
        "needs": needs,
    }
    done = (child.step or 1) - (child.status != RunStatus.SUCCEEDED or needs)
    return events.Event("step_ended", label(child.mode), done, _count(parent), detail)


def _count(parent: AgentRun) -> int:
    return len(steps_of(parent))

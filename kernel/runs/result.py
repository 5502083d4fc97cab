"""What a caller of the kernel gets: the state of one run."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from kernel.runs.models import AgentRun
from kernel.runs.states import FINISHED, RunStatus


@dataclass(frozen=True, slots=True)
class KernelResult:
    """The state of a run.

    ``success`` is None until the run is finished. ``code`` is ``ok`` or the code of its failure,
    ``error`` says it in words. ``data`` is the run's output, with the facts that its text refers
    to under ``facts``.
    """

    success: bool | None
    status: str
    code: str
    module: str
    mode: str
    agent: str
    run_id: UUID
    data: dict[str, Any] | None = None
    entities: list[dict[str, Any]] = field(default_factory=list)
    error: str | None = None
    duration_ms: int | None = None

    @property
    def is_finished(self) -> bool:
        return self.success is not None

    def as_json(self) -> dict[str, Any]:
        """Plain JSON, the id as text."""
        return {**asdict(self), "run_id": str(self.run_id)}


def result_of(run: AgentRun) -> KernelResult:
    """The present state of a run's row."""
    finished = RunStatus(run.status) in FINISHED
    return KernelResult(
        success=run.status == RunStatus.SUCCEEDED if finished else None,
        status=run.status,
        code=run.code or "ok",
        module=run.module,
        mode=run.mode,
        agent=run.agent,
        run_id=run.pk,
        data=None if run.output is None else {**run.output, "facts": run.facts},
        entities=list(run.entities),
        error=run.error or None,
        duration_ms=run.duration_ms,
    )

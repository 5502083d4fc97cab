"""The Celery tasks of this room; each opens what scope it needs by itself."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task

from kernel.runs import slots, sweeper, worker
from kernel.tenancy.tasks import TenantTask

SOFT_LIMIT_SECONDS = 600
HARD_LIMIT_SECONDS = 660


@shared_task(  # type: ignore[untyped-decorator]
    base=TenantTask,
    name="kernel.runs.work",
    queue="runs",
    ignore_result=True,
    soft_time_limit=SOFT_LIMIT_SECONDS,
    time_limit=HARD_LIMIT_SECONDS,
)
def work(run_id: str) -> None:
    """Work on one run, if it still waits."""
    worker.work(UUID(run_id))


@shared_task(  # type: ignore[untyped-decorator]
    base=TenantTask, name="kernel.runs.sweep", queue="runs", ignore_result=True
)
def sweep() -> None:
    """Ring again for what waits, and take back what was left behind."""
    sweeper.sweep()


@shared_task(  # type: ignore[untyped-decorator]
    base=TenantTask, name="kernel.runs.slot", queue="runs", ignore_result=True
)
def slot(slot_id: str) -> None:
    """Start the run of one schedule slot."""
    slots.start(UUID(slot_id))


@shared_task(  # type: ignore[untyped-decorator]
    base=TenantTask, name="kernel.runs.tick", queue="schedule", ignore_result=True
)
def tick() -> None:
    """Find what is due; needs the scheduler's login."""
    slots.tick()

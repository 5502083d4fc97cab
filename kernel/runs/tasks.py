"""The Celery tasks of this room; each opens what scope it needs by itself."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task

from kernel.runs import worker
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

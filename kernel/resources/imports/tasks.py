"""The Celery tasks of imports; each opens what scope it needs by itself."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task

from kernel.resources.imports import background
from kernel.tenancy.tasks import TenantTask

SOFT_LIMIT_SECONDS = 3600
HARD_LIMIT_SECONDS = 3660


@shared_task(  # type: ignore[untyped-decorator]
    base=TenantTask,
    name=background.TASK,
    queue=background.QUEUE,
    ignore_result=True,
    soft_time_limit=SOFT_LIMIT_SECONDS,
    time_limit=HARD_LIMIT_SECONDS,
)
def carry(tenant: str, workspace: str, person: str, batch: str) -> None:
    """Import or undo one large batch, if it still waits."""
    background.carry(background.Place(UUID(tenant), UUID(workspace), UUID(person), UUID(batch)))


@shared_task(  # type: ignore[untyped-decorator]
    base=TenantTask, name="kernel.resources.sweep", queue=background.QUEUE, ignore_result=True
)
def sweep() -> None:
    """Ring again for large imports that no worker has shown itself for."""
    background.sweep()


@shared_task(  # type: ignore[untyped-decorator]
    base=TenantTask, name="kernel.resources.erase", queue=background.QUEUE, ignore_result=True
)
def erase() -> None:
    """Erase uploaded files after their time."""
    background.erase_old()

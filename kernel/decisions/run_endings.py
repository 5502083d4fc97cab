"""A run that failed while nobody watched is told to the people of its module."""

from __future__ import annotations

from kernel.core.registry import get_module
from kernel.core.routing import function_for
from kernel.decisions.models import NotificationKind, NotificationSeverity
from kernel.decisions.notifications import notify
from kernel.errors import KernelError
from kernel.runs import telling
from kernel.runs.endings import listen
from kernel.runs.models import AgentRun
from kernel.runs.states import RunStatus


@listen
def tell_of_failure(run: AgentRun) -> None:
    """Tell who started it; a schedule's or webhook's failure, everybody who reads the module.

    A step that fails ends its chain, and that is what is told.
    """
    if run.status not in (RunStatus.FAILED, RunStatus.DEAD) or run.step is not None:
        return
    notify(
        NotificationKind.RUN,
        f"{_title(run)} did not finish",
        module=run.module,
        subject=f"run:{run.pk}",
        body=telling.told(run),
        severity=NotificationSeverity.MEDIUM,
        url=f"/runs/{run.pk}/",
        users=None if run.created_by_id is None else [run.created_by_id],
    )


def _title(run: AgentRun) -> str:
    try:
        return f"{get_module(run.module).short} {function_for(run.agent).title}"
    except KernelError:
        return run.agent

"""What only the settings of operations show: what was decided, and what work is held against."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from coo.models import Capacity, Process, ProcessEvent, Setting, Task, Workflow
from coo.models.process import ProcessStatus
from coo.models.task import OPEN
from coo.models.workflow import WorkflowStatus
from kernel.formats import Notation
from kernel.resources import addresses
from kernel.resources.rights import notation
from kernel.tenancy import clock

NOTHING_PROMISED = "nothing, unless a workflow or a due date says so"
NO_LIMIT = "as many as there are"


def decided(request: HttpRequest, may_write: bool) -> dict[str, Any]:
    """Promise, warning, limit and outlook, and where they are changed; no rows before they are
    set."""
    row = Setting.objects.first()
    home = addresses.list_path(Setting)
    if row is None:
        return {"facts": [], "url": f"{home}new/" if may_write else "", "label": "Set them"}
    notes = notation(request)
    promised = NOTHING_PROMISED if row.sla_hours is None else _hours(row.sla_hours, notes)
    limit = NO_LIMIT if row.wip_limit is None else notes.count(row.wip_limit, "task")
    facts = [
        {"name": "Promised within", "value": promised},
        {"name": "At risk from", "value": f"{_hours(row.sla_warning_hours, notes)} left"},
        {"name": "In work at once", "value": limit},
        {"name": "Forecasts look ahead", "value": notes.count(row.forecast_weeks, "week")},
    ]
    url = addresses.row_path(Setting, row.pk, "edit") if may_write else ""
    return {"facts": facts, "url": url, "label": "Change"}


def _hours(hours: Decimal, notes: Notation) -> str:
    number = hours.normalize()
    digits = max(0, -int(number.as_tuple().exponent))
    return f"{notes.number(number, digits)} work hours"


def beside(request: HttpRequest) -> list[dict[str, Any]]:
    """What agents read, each with how much there is and where it is kept."""
    notes, today = notation(request), clock.today()
    here = Capacity.objects.filter(starts_on__lte=today).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    )
    active = Workflow.objects.filter(status=WorkflowStatus.ACTIVE)
    running = Process.objects.filter(status=ProcessStatus.RUNNING)
    open_tasks = Task.objects.filter(status__in=OPEN)
    return [
        _kept("Workflows", notes.count(active.count(), "active workflow"), Workflow),
        _kept(
            "Processes", notes.count(running.count(), "running process", "running processes"),
            Process,
        ),
        _kept("Tasks", notes.count(open_tasks.count(), "open task"), Task),
        _kept("Event log", notes.count(ProcessEvent.objects.count(), "event"), ProcessEvent),
        _kept(
            "Capacity",
            notes.count(here.count(), "person or team", "people and teams") + " now",
            Capacity,
        ),
    ]  # fmt: skip


def _kept(label: str, said: str, model: type[Any]) -> dict[str, Any]:
    return {"label": label, "said": said, "url": addresses.list_path(model)}

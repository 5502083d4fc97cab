"""Columns and filters of tasks."""

from __future__ import annotations

from typing import Any

import django_filters

from coo.models import Task
from coo.tables.columns import DueColumn, HoursColumn
from kernel.resources.columns import (
    MomentColumn,
    PersonColumn,
    RowColumn,
    StatusColumn,
    TextColumn,
)
from kernel.resources.filters import IdsFilter, ResourceFilters, TextsFilter
from kernel.resources.tables import ResourceTable


class TaskTable(ResourceTable):
    priority = StatusColumn()
    assignee = TextColumn(missing="nobody")
    team = TextColumn(missing="no team", minor=True)
    due_at = DueColumn(verbose_name="due")
    estimate_hours = HoursColumn(verbose_name="estimate", missing="not estimated", minor=True)
    process = RowColumn(missing="none", visible=False)
    step = TextColumn(missing="none", visible=False)
    key = TextColumn(verbose_name="number", missing="none", visible=False)
    assignee_user = PersonColumn(verbose_name="account", visible=False)
    opened_at = MomentColumn(verbose_name="opened", minor=True)
    started_at = MomentColumn(verbose_name="started", missing="not started", visible=False)
    finished_at = MomentColumn(verbose_name="finished", missing="open", visible=False)

    class Meta(ResourceTable.Meta):
        model = Task
        fields = (
            "title", "status", "priority", "assignee", "team", "due_at", "opened_at",
            "estimate_hours", "process", "step", "key", "assignee_user", "started_at",
            "finished_at",
        )  # fmt: skip
        order_by = ("-opened_at",)

    def sub(self, record: Task) -> str:
        """Its number, and the step of its process."""
        return " · ".join(part for part in (record.key, record.step) if part)


class TaskFilters(ResourceFilters):
    id__in = IdsFilter(field_name="id", lookup_expr="in", label="Tasks")
    process__in = IdsFilter(field_name="process", lookup_expr="in", label="Processes")
    status__in = TextsFilter(field_name="status", lookup_expr="in", label="Status")
    open = django_filters.BooleanFilter(
        field_name="finished_at", lookup_expr="isnull", label="Open"
    )

    class Meta:
        model = Task
        fields: dict[str, Any] = {
            "status": ["exact"],
            "priority": ["exact"],
            "assignee": ["exact"],
            "assignee_user": ["exact"],
            "team": ["exact"],
            "process": ["exact"],
            "step": ["exact"],
            "opened_at": ["gte", "lte"],
            "due_at": ["gte", "lte"],
            "started_at": ["gte", "lte"],
            "finished_at": ["gte", "lte"],
        }

"""Columns and filters of changes of status."""

from __future__ import annotations

from coo.models import TaskTransition
from kernel.resources.columns import (
    ChoiceColumn,
    MomentColumn,
    NumberColumn,
    PersonColumn,
    RowColumn,
    TextColumn,
)
from kernel.resources.filters import IdsFilter, ResourceFilters
from kernel.resources.tables import ResourceTable


class TaskTransitionTable(ResourceTable):
    at = MomentColumn(verbose_name="when")
    task = RowColumn()
    from_status = ChoiceColumn(verbose_name="from", missing="new")
    to_status = ChoiceColumn(verbose_name="to")
    actor = TextColumn(verbose_name="by", missing="not known")
    actor_user = PersonColumn(verbose_name="account", visible=False)
    position = NumberColumn(verbose_name="change", visible=False)

    class Meta(ResourceTable.Meta):
        model = TaskTransition
        fields = ("at", "task", "from_status", "to_status", "actor", "actor_user", "position")
        order_by = ("-at",)


class TaskTransitionFilters(ResourceFilters):
    task__in = IdsFilter(field_name="task", lookup_expr="in", label="Tasks")

    class Meta:
        model = TaskTransition
        fields = {
            "task": ["exact"],
            "from_status": ["exact"],
            "to_status": ["exact"],
            "actor": ["exact"],
            "at": ["gte", "lte"],
        }

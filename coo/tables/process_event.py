"""Columns and filters of events of processes."""

from __future__ import annotations

from coo.models import ProcessEvent
from kernel.resources.columns import (
    ChoiceColumn,
    MomentColumn,
    NumberColumn,
    RowColumn,
    TextColumn,
)
from kernel.resources.filters import IdsFilter, ResourceFilters, TextsFilter
from kernel.resources.tables import ResourceTable


class ProcessEventTable(ResourceTable):
    at = MomentColumn(verbose_name="when")
    process = RowColumn()
    resource = TextColumn(verbose_name="by", missing="not known")
    lifecycle = ChoiceColumn(minor=True)
    position = NumberColumn(visible=False)

    class Meta(ResourceTable.Meta):
        model = ProcessEvent
        fields = ("activity", "process", "at", "lifecycle", "resource", "position")
        order_by = ("-at",)


class ProcessEventFilters(ResourceFilters):
    id__in = IdsFilter(field_name="id", lookup_expr="in", label="Events")
    process__in = IdsFilter(field_name="process", lookup_expr="in", label="Processes")
    activity__in = TextsFilter(field_name="activity", lookup_expr="in", label="Activity")

    class Meta:
        model = ProcessEvent
        fields = {
            "process": ["exact"],
            "activity": ["exact"],
            "resource": ["exact"],
            "lifecycle": ["exact"],
            "at": ["gte", "lte"],
        }

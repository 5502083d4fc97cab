"""Columns and filters of funnel counts."""

from __future__ import annotations

from cmo.models import FunnelCount
from kernel.resources.columns import (
    DayColumn,
    RowColumn,
)
from kernel.resources.filters import IdsFilter, ResourceFilters
from kernel.resources.tables import ResourceTable


class FunnelCountTable(ResourceTable):
    date = DayColumn()
    stage = RowColumn()

    class Meta(ResourceTable.Meta):
        model = FunnelCount
        fields = ("date", "stage", "entered", "advanced")
        order_by = ("-date", "stage")


class FunnelCountFilters(ResourceFilters):
    stage__in = IdsFilter(field_name="stage", lookup_expr="in", label="Stages")

    class Meta:
        model = FunnelCount
        fields = {"date": ["gte", "lte"], "stage": ["exact"], "stage__funnel": ["exact"]}

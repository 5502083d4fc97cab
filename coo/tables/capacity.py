"""Columns and filters of capacity."""

from __future__ import annotations

from coo.models import Capacity
from coo.tables.columns import HoursColumn
from kernel.resources.columns import ChoiceColumn, DayColumn
from kernel.resources.filters import IdsFilter, ResourceFilters
from kernel.resources.tables import ResourceTable


class CapacityTable(ResourceTable):
    kind = ChoiceColumn()
    hours_week = HoursColumn(verbose_name="hours a week")
    starts_on = DayColumn(verbose_name="from")
    ends_on = DayColumn(verbose_name="to", missing="open")

    class Meta(ResourceTable.Meta):
        model = Capacity
        fields = ("who", "kind", "hours_week", "starts_on", "ends_on")
        order_by = ("who", "-starts_on")


class CapacityFilters(ResourceFilters):
    id__in = IdsFilter(field_name="id", lookup_expr="in", label="Capacities")

    class Meta:
        model = Capacity
        fields = {
            "who": ["exact"],
            "kind": ["exact"],
            "starts_on": ["gte", "lte"],
            "ends_on": ["gte", "lte"],
        }

"""Columns and filters of step counts."""

from __future__ import annotations

from cro.models import StepCount
from kernel.resources.columns import DayColumn, NumberColumn, RowColumn, TextColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class StepCountTable(ResourceTable):
    step = TextColumn()
    date = DayColumn()
    entered = NumberColumn()
    advanced = NumberColumn(verbose_name="went on")
    segment = RowColumn(missing="everybody")
    position = NumberColumn(minor=True)

    class Meta(ResourceTable.Meta):
        model = StepCount
        fields = ("step", "date", "entered", "advanced", "segment", "position")
        order_by = ("-date", "position")


class StepCountFilters(ResourceFilters):
    class Meta:
        model = StepCount
        fields = {"step": ["exact"], "date": ["exact", "gte", "lte"], "segment": ["exact"]}

"""Columns and filters of experiments."""

from __future__ import annotations

from cro.models import Experiment
from kernel.resources.columns import (
    ChoiceColumn,
    DayColumn,
    NumberColumn,
    PercentColumn,
    RowColumn,
    StatusColumn,
    TextColumn,
)
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class ExperimentTable(ResourceTable):
    name = TextColumn(longest=120)
    status = StatusColumn()
    decision = ChoiceColumn(missing="none yet")
    metric = RowColumn(verbose_name="primary metric")
    starts_on = DayColumn(verbose_name="starts on")
    ends_on = DayColumn(verbose_name="planned end", minor=True)
    planned_size = NumberColumn(verbose_name="planned size", missing="not planned")
    minimum_effect = PercentColumn(
        verbose_name="smallest effect", missing="not planned", visible=False
    )
    method = ChoiceColumn(minor=True)
    segment = RowColumn(missing="everybody", minor=True)
    hypothesis = RowColumn(missing="none", visible=False)

    class Meta(ResourceTable.Meta):
        model = Experiment
        fields = (
            "name", "status", "decision", "metric", "starts_on", "ends_on", "planned_size",
            "minimum_effect", "method", "segment", "hypothesis",
        )  # fmt: skip
        order_by = ("-starts_on", "name")


class ExperimentFilters(ResourceFilters):
    class Meta:
        model = Experiment
        fields = {
            "status": ["exact"],
            "decision": ["exact"],
            "method": ["exact"],
            "metric": ["exact"],
            "segment": ["exact"],
            "hypothesis": ["exact"],
            "starts_on": ["exact", "gte", "lte"],
        }

"""Columns and filters of the metrics that experiments watch."""

from __future__ import annotations

from cro.models import ExperimentMetric
from kernel.resources.columns import ChoiceColumn, PercentColumn, RowColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class ExperimentMetricTable(ResourceTable):
    metric = RowColumn()
    experiment = RowColumn()
    role = ChoiceColumn()
    margin = PercentColumn(verbose_name="may lose", missing="as the metric says")

    class Meta(ResourceTable.Meta):
        model = ExperimentMetric
        fields = ("metric", "experiment", "role", "margin")
        order_by = ("experiment", "role")


class ExperimentMetricFilters(ResourceFilters):
    class Meta:
        model = ExperimentMetric
        fields = {"experiment": ["exact"], "metric": ["exact"], "role": ["exact"]}

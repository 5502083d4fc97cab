"""Columns and filters of metric definitions."""

from __future__ import annotations

from cro.models import MetricDefinition
from kernel.resources.columns import ChoiceColumn, PercentColumn, TextColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class MetricDefinitionTable(ResourceTable):
    name = TextColumn()
    kind = ChoiceColumn()
    better = ChoiceColumn()
    guardrail_margin = PercentColumn(verbose_name="may lose", missing="not said")
    unit = TextColumn(minor=True)
    currency = TextColumn(minor=True)

    class Meta(ResourceTable.Meta):
        model = MetricDefinition
        fields = ("name", "kind", "better", "guardrail_margin", "unit", "currency")
        order_by = ("name",)


class MetricDefinitionFilters(ResourceFilters):
    class Meta:
        model = MetricDefinition
        fields = {"kind": ["exact"], "better": ["exact"], "currency": ["exact"]}

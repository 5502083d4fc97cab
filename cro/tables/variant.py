"""Columns and filters of variants."""

from __future__ import annotations

from cro.models import Variant
from kernel.resources.columns import FlagColumn, PercentColumn, RowColumn, TextColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class VariantTable(ResourceTable):
    name = TextColumn()
    experiment = RowColumn()
    key = TextColumn()
    is_control = FlagColumn(verbose_name="control")
    weight = PercentColumn()

    class Meta(ResourceTable.Meta):
        model = Variant
        fields = ("name", "experiment", "key", "is_control", "weight")
        order_by = ("experiment", "key")


class VariantFilters(ResourceFilters):
    class Meta:
        model = Variant
        fields = {"experiment": ["exact"], "is_control": ["exact"], "key": ["exact"]}

"""Columns and filters of daily results."""

from __future__ import annotations

from cro.models import Metric
from cro.tables.columns import SumColumn
from kernel.resources.columns import DayColumn, NumberColumn, RowColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class MetricTable(ResourceTable):
    metric = RowColumn()
    date = DayColumn()
    experiment = RowColumn()
    variant = RowColumn()
    units = NumberColumn(verbose_name="people")
    conversions = NumberColumn(missing="none")
    sum = SumColumn()
    sum_squares = SumColumn(verbose_name="sum of squares", power=2, visible=False)
    denominator_sum = NumberColumn(missing="none", visible=False)
    denominator_sum_squares = NumberColumn(
        verbose_name="denominator sum of squares", missing="none", visible=False
    )
    cross_product = SumColumn(visible=False)
    pre_sum = SumColumn(verbose_name="sum before", visible=False)
    pre_sum_squares = SumColumn(verbose_name="sum of squares before", power=2, visible=False)
    pre_cross_product = SumColumn(verbose_name="cross-product with before", power=2, visible=False)
    segment = RowColumn(missing="everybody", minor=True)

    class Meta(ResourceTable.Meta):
        model = Metric
        fields = (
            "metric", "date", "experiment", "variant", "units", "conversions", "sum", "sum_squares",
            "denominator_sum", "denominator_sum_squares", "cross_product", "pre_sum",
            "pre_sum_squares", "pre_cross_product", "segment",
        )  # fmt: skip
        order_by = ("-date", "experiment")


class MetricFilters(ResourceFilters):
    class Meta:
        model = Metric
        fields = {
            "experiment": ["exact"],
            "variant": ["exact"],
            "metric": ["exact"],
            "segment": ["exact"],
            "date": ["exact", "gte", "lte"],
        }

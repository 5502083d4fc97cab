"""Daily results on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cro import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class MetricList(ResourceList):
    model = models.Metric
    table_class = tables.MetricTable
    filterset_class = tables.MetricFilters
    search_fields = ("experiment__name", "metric__name", "variant__name")
    empty = "Results come day by day from your testing tool, by file or by webhook."


class MetricDetail(ResourceDetail):
    model = models.Metric
    table_class = tables.MetricTable
    fields = (
        "experiment",
        "variant",
        "metric",
        "segment",
        "date",
        "units",
        "conversions",
        "sum",
        "sum_squares",
        "denominator_sum",
        "denominator_sum_squares",
        "cross_product",
        "pre_sum",
        "pre_sum_squares",
        "pre_cross_product",
    )


class MetricCreate(ResourceCreate):
    model = models.Metric
    form_class = forms.MetricForm


class MetricEdit(ResourceEdit):
    model = models.Metric
    form_class = forms.MetricForm


class MetricDelete(ResourceDelete):
    model = models.Metric


class MetricExport(ResourceExport):
    listing = MetricList

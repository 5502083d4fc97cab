"""Kept figures on screen: list, page and forms over the generic views."""

from __future__ import annotations

from coo import models, tables
from kernel.resources.views import (
    ResourceDetail,
    ResourceExport,
    ResourceList,
)


class MetricList(ResourceList):
    model = models.Metric
    table_class = tables.MetricTable
    filterset_class = tables.MetricFilters
    search_fields = ("name",)
    empty = "Figures that are kept week by week: cycle time, throughput, work in progress."


class MetricDetail(ResourceDetail):
    model = models.Metric
    table_class = tables.MetricTable
    fields = ("name", "period", "value", "unit")


class MetricExport(ResourceExport):
    listing = MetricList

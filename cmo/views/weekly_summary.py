"""Weekly summaries on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cmo import models, tables
from kernel.resources.views import (
    ResourceDetail,
    ResourceExport,
    ResourceList,
)


class WeeklySummaryList(ResourceList):
    model = models.WeeklySummary
    table_class = tables.WeeklySummaryTable
    filterset_class = tables.WeeklySummaryFilters
    search_fields = ("narrative",)
    empty = "Each Monday the week before is summed up here."


class WeeklySummaryDetail(ResourceDetail):
    model = models.WeeklySummary
    table_class = tables.WeeklySummaryTable
    fields = ("week_start",)


class WeeklySummaryExport(ResourceExport):
    listing = WeeklySummaryList

"""Weekly summaries on screen: list, page and form over the generic views."""

from __future__ import annotations

from cro import forms, models, tables
from kernel.resources.views import ResourceDetail, ResourceEdit, ResourceExport, ResourceList


class WeeklySummaryList(ResourceList):
    model = models.WeeklySummary
    table_class = tables.WeeklySummaryTable
    filterset_class = tables.WeeklySummaryFilters
    search_fields = ("narrative",)
    empty = "Each Monday morning the week before is summed up here, once experiments have run."


class WeeklySummaryDetail(ResourceDetail):
    model = models.WeeklySummary
    table_class = tables.WeeklySummaryTable
    fields = ("week_start", "narrative", "wins", "problems", "priorities")


class WeeklySummaryEdit(ResourceEdit):
    model = models.WeeklySummary
    form_class = forms.WeeklySummaryForm


class WeeklySummaryExport(ResourceExport):
    listing = WeeklySummaryList

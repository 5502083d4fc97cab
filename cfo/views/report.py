"""Reports on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cfo import forms, models, tables
from kernel.resources.views import (
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class ReportList(ResourceList):
    model = models.Report
    table_class = tables.ReportTable
    filterset_class = tables.ReportFilters
    search_fields = ("title", "narrative")
    empty = "Statements stand here once the reporter has written one."


class ReportDetail(ResourceDetail):
    model = models.Report
    table_class = tables.ReportTable
    fields = ("kind", "period_start", "period_end", "currency", "status", "narrative")


class ReportEdit(ResourceEdit):
    model = models.Report
    form_class = forms.ReportForm


class ReportDelete(ResourceDelete):
    model = models.Report


class ReportExport(ResourceExport):
    listing = ReportList

"""Reports on screen: list, page and forms over the generic views."""

from __future__ import annotations

from coo import forms, models, tables
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
    empty = "Reports stand here once an agent or the weekly schedule has written one."


class ReportDetail(ResourceDetail):
    model = models.Report
    table_class = tables.ReportTable
    fields = ("kind", "status", "period_start", "period_end")


class ReportEdit(ResourceEdit):
    model = models.Report
    form_class = forms.ReportForm


class ReportDelete(ResourceDelete):
    model = models.Report


class ReportExport(ResourceExport):
    listing = ReportList

"""Reports on screen: the shelf and the list, one report, its verbs, its print view and file."""

from __future__ import annotations

from typing import Any

from coo import forms, models, tables
from kernel.resources.views import ResourceDelete, ResourceEdit, ResourceExport
from kernel.screens.report_pages import (
    ClosingPage,
    PrintPage,
    ReopeningPage,
    ReportPage,
    ReportShelf,
    StatementFile,
)

RUN = "/runs/console/coo/?mode=optimization"


class ReportList(ReportShelf):
    """`/coo/reports/`: weeks, processes and delivery by period, then every report."""

    model = models.Report
    table_class = tables.ReportTable
    filterset_class = tables.ReportFilters
    search_fields = ("title", "narrative")
    empty = "Reports stand here once an agent or the weekly schedule has written one."
    basis = "All hours are working hours."

    def tools(self) -> list[dict[str, Any]]:
        """The agents and the weekly schedule write them."""
        if not self.may_write:
            return []
        return [{"label": "Run an agent", "url": RUN, "icon": "play"}]


class ReportDetail(ReportPage):
    """`/coo/reports/{id}/`: its figures, its words, and what is to be looked at."""

    model = models.Report
    table_class = tables.ReportTable
    template_name = "coo/report.html"


class ReportClosing(ClosingPage):
    model = models.Report


class ReportReopening(ReopeningPage):
    model = models.Report


class ReportPrint(PrintPage):
    model = models.Report
    template_name = "coo/report_print.html"


class ReportFile(StatementFile):
    model = models.Report


class ReportEdit(ResourceEdit):
    model = models.Report
    form_class = forms.ReportForm


class ReportDelete(ResourceDelete):
    model = models.Report


class ReportExport(ResourceExport):
    listing = ReportList

"""Reports on screen: the shelf and the list, one report, its verbs, its print view and file."""

from __future__ import annotations

from datetime import date
from typing import Any

from cfo import forms, models, tables
from cfo.reporting import page
from kernel.resources.views import ResourceDelete, ResourceEdit, ResourceExport
from kernel.screens.report_pages import (
    ClosingPage,
    PrintPage,
    ReopeningPage,
    ReportPage,
    ReportShelf,
    StatementFile,
)

RUN = "/runs/console/cfo/?mode=reporting"


class ReportList(ReportShelf):
    """`/cfo/reports/`: periods and kinds, then every report; filters ask for the list alone."""

    model = models.Report
    table_class = tables.ReportTable
    filterset_class = tables.ReportFilters
    search_fields = ("title", "narrative")
    empty = "Statements stand here once the reporter has written one."
    basis = page.BASIS

    def named(self, first: date, last: date) -> str:
        return page.period_words(first, last)

    def tools(self) -> list[dict[str, Any]]:
        """The reporter writes them."""
        if not self.may_write:
            return []
        return [{"label": "Run the reporter", "url": RUN, "icon": "play"}]


class ReportDetail(ReportPage):
    """`/cfo/reports/{id}/`: the statement, its words, and what is missing from it."""

    model = models.Report
    table_class = tables.ReportTable
    template_name = "cfo/report.html"
    alike = ("currency",)


class ReportClosing(ClosingPage):
    model = models.Report


class ReportReopening(ReopeningPage):
    model = models.Report


class ReportPrint(PrintPage):
    model = models.Report
    template_name = "cfo/report_print.html"


class ReportFile(StatementFile):
    model = models.Report

    def file_name(self, row: Any) -> str:
        """Kind, last month and currency."""
        name = f"{row.kind}-{row.period_end:%Y-%m}-{row.currency.lower()}.csv"
        return name.replace("_", "-")


class ReportEdit(ResourceEdit):
    model = models.Report
    form_class = forms.ReportForm


class ReportDelete(ResourceDelete):
    model = models.Report


class ReportExport(ResourceExport):
    listing = ReportList

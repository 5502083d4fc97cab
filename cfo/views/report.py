"""Reports on screen: the shelf and the list, one report, its verbs, its print view and file."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse

from cfo import forms, models, tables
from cfo.models.report import ReportStatus
from cfo.reporting import page, showing
from kernel.audit import record
from kernel.core.facts import FactBook
from kernel.errors import ConflictError
from kernel.resources import addresses, changes
from kernel.resources.files import BYTE_ORDER_MARK, lines
from kernel.resources.views import (
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)
from kernel.resources.views.base import ResourceView, wants_fragment
from kernel.screens import evidence

RUN = "/runs/console/cfo/?mode=reporting"


class ReportList(ResourceList):
    """`/cfo/reports/`: periods and kinds, then every report; filters ask for the list alone."""

    model = models.Report
    table_class = tables.ReportTable
    filterset_class = tables.ReportFilters
    search_fields = ("title", "narrative")
    empty = "Statements stand here once the reporter has written one."
    template_name = "cfo/reports.html"

    @cached_property
    def above(self) -> dict[str, Any]:
        """The shelf, where the list is not narrowed."""
        filters = self.query.filters
        narrowed = self.query.search or self.query.page > 1 or (filters and filters.active())
        return {} if narrowed else page.shelf(self.notation)

    def lede(self) -> str:
        return page.lede(self.above, self.notation) if self.above else ""

    def tools(self) -> list[dict[str, Any]]:
        """The reporter writes them."""
        if not self.may_write:
            return []
        return [{"label": "Run the reporter", "url": RUN, "icon": "play"}]

    def page(
        self, context: dict[str, Any], *, template: str = "", status: int = 200
    ) -> TemplateResponse:
        if not template:
            context = {**context, **self.above}
        return super().page(context, template=template, status=status)


class ReportDetail(ResourceDetail):
    """`/cfo/reports/{id}/`: the statement, its words, and what is missing from it."""

    model = models.Report
    table_class = tables.ReportTable
    template_name = "cfo/report.html"

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        if wants_fragment(request) and "evidence" in request.GET:
            row = changes.one(self.model, addresses.parse_id(id))
            asked = evidence.asked(request, FactBook.from_json(row.figures))
            return render(request, "components/evidence_drawer.html", {"evidence": asked})
        return super().get(request, id, **kwargs)

    def more(self, row: Any) -> dict[str, Any]:
        """Statement and texts; the badge says whether it may still change."""
        final = row.status == ReportStatus.FINAL
        return {
            **showing.page(self.request, row),
            "badge": {
                "text": row.get_status_display(),
                "tone": "good" if final else "line",
                "icon": "lock" if final else "pencil",
            },
        }

    def tools(self, row: Any) -> list[dict[str, Any]]:
        """Make final or reopen; print, file; a final report is neither edited nor deleted."""
        path = self.row_path(row)
        tools = [
            {"label": "Print view", "url": f"{path}print/", "icon": "file-spreadsheet"},
            {"label": "CSV", "url": f"{path}statement/", "icon": "download"},
        ]
        if not self.may_write:
            return tools
        if row.status == ReportStatus.FINAL:
            return [
                {"label": "Reopen", "url": f"{path}reopening/", "icon": "undo-2", "post": True},
                *tools,
            ]
        own = [{**tool, "primary": False} for tool in super().tools(row)]
        final = {
            "label": "Make final", "url": f"{path}closing/", "icon": "check", "post": True,
            "primary": True,
        }  # fmt: skip
        return [final, *tools, *own]


class ReportClosing(ResourceView):
    """`POST …/closing/`: a draft becomes final; the database then holds it as it is."""

    model = models.Report
    writes = True

    def post(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = turned(id, ReportStatus.DRAFT, ReportStatus.FINAL)
        messages.success(request, f"“{row}” is final: it stays as it is until it is reopened.")
        return HttpResponseRedirect(self.back(self.row_path(row)))


class ReportReopening(ResourceView):
    """`POST …/reopening/`: a final report is a draft again, which the reporter may bring up to
    date."""

    model = models.Report
    writes = True

    def post(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = turned(id, ReportStatus.FINAL, ReportStatus.DRAFT)
        messages.success(request, f"“{row}” is a draft again.")
        return HttpResponseRedirect(self.back(self.row_path(row)))


def turned(id: object, old: ReportStatus, new: ReportStatus) -> Any:
    """The report with its new status; raises ConflictError where it has it already."""
    row: Any = changes.one(models.Report, addresses.parse_id(id), lock=True)
    if row.status != old:
        raise ConflictError(f"“{row}” is {row.get_status_display().lower()} already.")
    before = changes.state(row, ["status"])
    row.status = new
    changes.save(row, before)
    return row


class ReportPrint(ResourceView):
    """`…/print/`: the report alone, on a page of paper."""

    model = models.Report
    template_name = "cfo/report_print.html"

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = changes.one(models.Report, addresses.parse_id(id))
        shown = showing.page(request, row, plain=True)
        made = self.notation.day(row.updated_at.date())
        return self.page({**shown, "row": row, "made": made, "back": self.row_path(row)})


class ReportFile(ResourceView):
    """`…/statement/`: the statement as CSV."""

    model = models.Report

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = changes.one(models.Report, addresses.parse_id(id))
        record("resource.exported", subject=addresses.resource_key(models.Report),
               detail={"rows": 1, "columns": ["statement"]})  # fmt: skip
        text = BYTE_ORDER_MARK + "".join(lines(showing.csv_rows(row)))
        response = HttpResponse(text, content_type="text/csv; charset=utf-8")
        name = f"{row.kind}-{row.period_end:%Y-%m}-{row.currency.lower()}.csv".replace("_", "-")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class ReportEdit(ResourceEdit):
    model = models.Report
    form_class = forms.ReportForm


class ReportDelete(ResourceDelete):
    model = models.Report


class ReportExport(ResourceExport):
    listing = ReportList

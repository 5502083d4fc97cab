"""The pages of stored reports: one in full, made final or reopened, on paper and as a file."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from kernel.audit import record
from kernel.errors import ConflictError
from kernel.resources import addresses, changes
from kernel.resources.files import BYTE_ORDER_MARK, lines
from kernel.resources.views import ResourceList
from kernel.resources.views.base import ResourceView
from kernel.screens import statements
from kernel.screens.kept_facts import KeptFactsDetail
from kernel.screens.shelf import DRAFT, lede, shelf
from kernel.screens.statements import FINAL


class ReportShelf(ResourceList):
    """Periods and kinds, then every report; filters ask for the list alone.

    `named` says a period in words, `basis` is a further sentence under the heading.
    """

    template_name = "kernel/reports.html"
    basis: ClassVar[str] = ""

    @cached_property
    def above(self) -> dict[str, Any]:
        """The shelf, where the list is not narrowed."""
        filters = self.query.filters
        narrowed = self.query.search or self.query.page > 1 or (filters and filters.active())
        return {} if narrowed else shelf(self.model, self.named)

    def named(self, first: date, last: date) -> str:
        """The days of a period."""
        return self.notation.day_range(first, last)

    def lede(self) -> str:
        return lede(self.above, self.notation, self.basis) if self.above else ""

    def page(
        self, context: dict[str, Any], *, template: str = "", status: int = 200
    ) -> TemplateResponse:
        if not template:
            context = {**context, **self.above}
        return super().page(context, template=template, status=status)


class ReportPage(KeptFactsDetail):
    """A report: its statement, its words, and what is missing from it.

    `alike` are the columns that it shares with those before and after it.
    """

    template_name = "kernel/report.html"
    kept_in = "figures"
    alike: ClassVar[tuple[str, ...]] = ()

    def more(self, row: Any) -> dict[str, Any]:
        """Statement and texts; the badge says whether it may still change."""
        final = row.status == FINAL
        return {
            **statements.page(self.request, row, alike=self.alike),
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
        if row.status == FINAL:
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


class ClosingPage(ResourceView):
    """`POST …/closing/`: a draft becomes final; the database then holds it as it is."""

    writes = True

    def post(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = turned(self.model, id, DRAFT, FINAL)
        messages.success(request, f"“{row}” is final: it stays as it is until it is reopened.")
        return HttpResponseRedirect(self.back(self.row_path(row)))


class ReopeningPage(ResourceView):
    """`POST …/reopening/`: a final report is a draft again, which agents may bring up to date."""

    writes = True

    def post(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = turned(self.model, id, FINAL, DRAFT)
        messages.success(request, f"“{row}” is a draft again.")
        return HttpResponseRedirect(self.back(self.row_path(row)))


def turned(model: Any, id: object, old: str, new: str) -> Any:
    """The report with its new status; raises ConflictError where it has it already."""
    row: Any = changes.one(model, addresses.parse_id(id), lock=True)
    if row.status != old:
        raise ConflictError(f"“{row}” is {row.get_status_display().lower()} already.")
    before = changes.state(row, ["status"])
    row.status = new
    changes.save(row, before)
    return row


class PrintPage(ResourceView):
    """`…/print/`: the report alone, on a page of paper."""

    template_name = "kernel/report_print.html"

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row: Any = changes.one(self.model, addresses.parse_id(id))
        shown = statements.page(request, row, plain=True)
        made = self.notation.day(row.updated_at.date())
        return self.page({**shown, "row": row, "made": made, "back": self.row_path(row)})


class StatementFile(ResourceView):
    """`…/statement/`: the statement as CSV."""

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row: Any = changes.one(self.model, addresses.parse_id(id))
        record("resource.exported", subject=addresses.resource_key(self.model),
               detail={"rows": 1, "columns": ["statement"]})  # fmt: skip
        text = BYTE_ORDER_MARK + "".join(lines(statements.csv_rows(row)))
        response = HttpResponse(text, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.file_name(row)}"'
        return response

    def file_name(self, row: Any) -> str:
        """Kind and last day."""
        return f"{row.kind}-{row.period_end:%Y-%m-%d}.csv".replace("_", "-")

"""Weekly summaries on screen: list, page and form over the generic views."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cro import forms, models, tables
from cro.weekly import showing
from kernel.core.facts import FactBook
from kernel.resources import addresses, changes
from kernel.resources.views import ResourceDetail, ResourceEdit, ResourceExport, ResourceList
from kernel.resources.views.base import wants_fragment
from kernel.screens import evidence


class WeeklySummaryList(ResourceList):
    model = models.WeeklySummary
    table_class = tables.WeeklySummaryTable
    filterset_class = tables.WeeklySummaryFilters
    search_fields = ("narrative",)
    empty = "Each Monday morning the week before is summed up here, once experiments have run."


class WeeklySummaryDetail(ResourceDetail):
    """A week's figures and texts; each figure opens its rows."""

    model = models.WeeklySummary
    table_class = tables.WeeklySummaryTable
    template_name = "cro/weekly_summary.html"

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        if wants_fragment(request) and "evidence" in request.GET:
            row = changes.one(self.model, addresses.parse_id(id))
            asked = evidence.asked(request, FactBook.from_json(row.facts))
            return render(request, "components/evidence_drawer.html", {"evidence": asked})
        return super().get(request, id, **kwargs)

    def more(self, row: Any) -> dict[str, Any]:
        """Tiles and texts."""
        return showing.page(self.request, row)


class WeeklySummaryEdit(ResourceEdit):
    model = models.WeeklySummary
    form_class = forms.WeeklySummaryForm


class WeeklySummaryExport(ResourceExport):
    listing = WeeklySummaryList

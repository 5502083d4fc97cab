"""Weekly summaries on screen: list, page and form over the generic views."""

from __future__ import annotations

from typing import Any

from cro import forms, models, tables
from cro.weekly import showing
from kernel.resources.views import ResourceEdit, ResourceExport, ResourceList
from kernel.screens.kept_facts import KeptFactsDetail


class WeeklySummaryList(ResourceList):
    model = models.WeeklySummary
    table_class = tables.WeeklySummaryTable
    filterset_class = tables.WeeklySummaryFilters
    search_fields = ("narrative",)
    empty = "Each Monday morning the week before is summed up here, once experiments have run."

    def starts(self) -> list[dict[str, Any]]:
        return [
            {"label": "See the experiments", "url": "/cro/experiments/", "primary": True},
        ]


class WeeklySummaryDetail(KeptFactsDetail):
    """A week's figures and texts; each figure opens its rows."""

    model = models.WeeklySummary
    table_class = tables.WeeklySummaryTable
    template_name = "cro/weekly_summary.html"

    def more(self, row: Any) -> dict[str, Any]:
        """Tiles and texts."""
        return showing.page(self.request, row)


class WeeklySummaryEdit(ResourceEdit):
    model = models.WeeklySummary
    form_class = forms.WeeklySummaryForm


class WeeklySummaryExport(ResourceExport):
    listing = WeeklySummaryList

"""Funnels on screen: list, page and forms over the generic views."""

from __future__ import annotations

from typing import Any

from cmo import forms, models, selectors, tables, tiles
from cmo.overview import funnel_history, funnel_now
from cmo.views.funnel_stage import FunnelStageList
from kernel.core.facts import FactBook
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceField,
    ResourceList,
)
from kernel.screens import evidence, figures
from kernel.tenancy import clock

FUNNEL_DAYS = 28


class FunnelList(ResourceList):
    model = models.Funnel
    table_class = tables.FunnelTable
    filterset_class = tables.FunnelFilters
    search_fields = ("name",)
    inline_fields = ("status",)
    empty = "A funnel is the way from the first visit to the order, in stages that are counted."


class FunnelCreate(ResourceCreate):
    model = models.Funnel
    form_class = forms.FunnelForm


class FunnelEdit(ResourceEdit):
    model = models.Funnel
    form_class = forms.FunnelForm


class FunnelDelete(ResourceDelete):
    model = models.Funnel


class FunnelField(ResourceField):
    listing = FunnelList


class FunnelExport(ResourceExport):
    listing = FunnelList


class FunnelDetail(ResourceDetail):
    """A funnel with the last four weeks of its stages; each figure opens its rows."""

    model = models.Funnel
    table_class = tables.FunnelTable
    fields = ("status", "kind", "expected_conversion", "expected_revenue", "budget")
    related = ((FunnelStageList, "funnel"),)
    template_name = "cmo/funnel.html"

    def more(self, row: Any) -> dict[str, Any]:
        """The stages' volumes and rates, and which of them leak."""
        window = selectors.history(selectors.opening_day(clock.today()), FUNNEL_DAYS)
        book = FactBook()
        stages = [one for one in selectors.funnels(active_only=False) if one.id == row.pk]
        counts = selectors.funnel_rows(funnel_history(window))
        now = funnel_now(counts, stages[0], window, book) if stages else None
        return {
            "steps": tiles.funnel_steps(now, self.notation, figures.evidence_url) if now else [],
            "days": self.notation.day_range(window.first, window.last),
            "evidence": evidence.asked(self.request, book),
        }

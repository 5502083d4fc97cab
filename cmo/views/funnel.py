"""Funnels on screen: drawn above their list, a funnel's page, and forms over the generic views."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse

from cmo import forms, models, tables
from cmo.funnels import page
from cmo.views.funnel_stage import FunnelStageList
from kernel.core.facts import FactBook
from kernel.decisions.recommendation import waiting_in
from kernel.resources import addresses
from kernel.resources.querying import ListShape
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceField,
    ResourceList,
)
from kernel.resources.views.base import wants_fragment
from kernel.screens import evidence, recommendations

EVIDENCE = "evidence"
ARCHITECT = "/runs/console/cmo/?mode=funnels"


class FunnelList(ResourceList):
    """`/cmo/funnels/`: the funnels drawn, their list below; filters ask for the list alone."""

    model = models.Funnel
    table_class = tables.FunnelTable
    filterset_class = tables.FunnelFilters
    search_fields = ("name",)
    inline_fields = ("status",)
    empty = "A funnel is the way from the first visit to the order, in stages that are counted."
    template_name = "cmo/funnels.html"

    @classmethod
    def shape(cls) -> ListShape:
        """As of every list; its drawings have figures too."""
        own = super().shape()
        return replace(own, more_parameters=own.more_parameters | {EVIDENCE})

    @cached_property
    def book(self) -> FactBook:
        return FactBook()

    @cached_property
    def drawn(self) -> list[dict[str, Any]]:
        return page.drawn(self.notation, self.book)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if wants_fragment(request) and EVIDENCE in request.GET:
            return render(request, "components/evidence_drawer.html", self._evidence())
        return super().get(request, *args, **kwargs)

    def lede(self) -> str:
        return page.lede(self.drawn)

    def tools(self) -> list[dict[str, Any]]:
        """The architect works volumes back from a goal."""
        if not self.may_write:
            return []
        return [{"label": "Work out stages", "url": ARCHITECT, "icon": "play"}]

    def page(
        self, context: dict[str, Any], *, template: str = "", status: int = 200
    ) -> TemplateResponse:
        if not template:
            context = {**context, "funnels": self.drawn, **self._evidence()}
        return super().page(context, template=template, status=status)

    def _evidence(self) -> dict[str, Any]:
        return {EVIDENCE: evidence.asked(self.request, self.book) if self.drawn else None}


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
    """A funnel drawn with its last month, and what is proposed for it."""

    model = models.Funnel
    table_class = tables.FunnelTable
    fields = ("status", "kind", "plan", "expected_conversion", "expected_revenue", "budget")
    related = ((FunnelStageList, "funnel"),)
    template_name = "cmo/funnel.html"

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        shown = super().get(request, id, **kwargs)
        if wants_fragment(request) and EVIDENCE in request.GET:
            opened = getattr(shown, "context_data", {})[EVIDENCE]
            return render(request, "components/evidence_drawer.html", {"evidence": opened})
        return shown

    def more(self, row: Any) -> dict[str, Any]:
        """The stages' volumes and rates against targets, which leak, and what waits."""
        book = FactBook()
        found = page.drawn(self.notation, book, row.pk)
        stages = [f"leak:{key}" for key in row.stages.values_list("pk", flat=True)]
        waiting = waiting_in(models.Recommendation).filter(
            subject__in=[f"funnel:{row.pk}", *stages]
        )
        add = f"{addresses.list_path(models.FunnelStage)}new/"
        return {
            "drawn": found[0] if found else None,
            "recs": [recommendations.line(self.request, one) for one in waiting],
            "add_stage": addresses.with_query(add, [("funnel", str(row.pk))]),
            "evidence": evidence.asked(self.request, book),
        }

"""Segments on screen: list, page and forms over the generic views."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse

from cro import forms, models, segments_page, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)
from kernel.resources.views.base import wants_fragment

INTAKE = "/runs/console/cro/?mode=setup"


class SegmentList(ResourceList):
    """`/cro/segments/`: the way of each, every one below; filters ask for the list alone."""

    model = models.Segment
    table_class = tables.SegmentTable
    filterset_class = tables.SegmentFilters
    search_fields = ("name", "definition")
    empty = (
        "Segments are parts of your people: who is on a phone, who is new, who comes from where."
    )
    template_name = "cro/segments.html"

    @cached_property
    def above(self) -> dict[str, Any]:
        """Traffic and rates, where the list is not narrowed."""
        filters = self.query.filters
        narrowed = self.query.search or self.query.page > 1 or (filters and filters.active())
        return {} if narrowed else segments_page.page(self.request)

    def lede(self) -> str:
        return segments_page.lede(self.above, self.notation)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if wants_fragment(request) and "evidence" in request.GET:
            drawer = {"evidence": segments_page.page(request).get("evidence")}
            return render(request, "components/evidence_drawer.html", drawer)
        return super().get(request, *args, **kwargs)

    def tools(self) -> list[dict[str, Any]]:
        """The intake counts their shares."""
        if not self.may_write:
            return []
        return [{"label": "Run the intake", "url": INTAKE, "icon": "play"}]

    def page(
        self, context: dict[str, Any], *, template: str = "", status: int = 200
    ) -> TemplateResponse:
        if not template:
            context = {**context, **self.above}
        return super().page(context, template=template, status=status)


class SegmentDetail(ResourceDetail):
    model = models.Segment
    table_class = tables.SegmentTable
    fields = ("name", "definition", "traffic_share")


class SegmentCreate(ResourceCreate):
    model = models.Segment
    form_class = forms.SegmentForm


class SegmentEdit(ResourceEdit):
    model = models.Segment
    form_class = forms.SegmentForm


class SegmentDelete(ResourceDelete):
    model = models.Segment


class SegmentExport(ResourceExport):
    listing = SegmentList

"""Capacity on screen: load against it, list, page and forms over the generic views."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.template.response import TemplateResponse

from coo import forms, load_page, models, tables
from coo.dashboard import moment
from kernel.doors.door import door_of
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)

ANALYST = "/runs/console/coo/?mode=optimization"


class CapacityList(ResourceList):
    """`/coo/capacity/`: load against capacity, the hours below; filters ask for the list."""

    model = models.Capacity
    table_class = tables.CapacityTable
    filterset_class = tables.CapacityFilters
    search_fields = ("who",)
    title = "Capacity"
    empty = "Hours a week of people and teams, which work is held against."
    template_name = "coo/capacity.html"

    @cached_property
    def above(self) -> dict[str, Any]:
        """The load, where the list is not narrowed."""
        filters = self.query.filters
        narrowed = self.query.search or self.query.page > 1 or (filters and filters.active())
        if narrowed:
            return {}
        workspace = door_of(self.request).workspace
        return load_page.page(moment(), self.notation, workspace.first_weekday if workspace else 1)

    def lede(self) -> str:
        return str(self.above["said"]) if self.above else ""

    def tools(self) -> list[dict[str, Any]]:
        """The analyst proposes who could take what."""
        if not self.may_write:
            return []
        return [{"label": "Run the analyst", "url": ANALYST, "icon": "play"}]

    def page(
        self, context: dict[str, Any], *, template: str = "", status: int = 200
    ) -> TemplateResponse:
        if not template:
            context = {**context, **self.above}
        return super().page(context, template=template, status=status)


class CapacityDetail(ResourceDetail):
    model = models.Capacity
    table_class = tables.CapacityTable
    fields = ("kind", "hours_week", "starts_on", "ends_on")


class CapacityCreate(ResourceCreate):
    model = models.Capacity
    form_class = forms.CapacityForm


class CapacityEdit(ResourceEdit):
    model = models.Capacity
    form_class = forms.CapacityForm


class CapacityDelete(ResourceDelete):
    model = models.Capacity


class CapacityExport(ResourceExport):
    listing = CapacityList

"""Funnel counts on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cmo import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class FunnelCountList(ResourceList):
    model = models.FunnelCount
    table_class = tables.FunnelCountTable
    filterset_class = tables.FunnelCountFilters
    search_fields = ("stage__name", "stage__funnel__name")
    empty = "Funnel counts say how many people entered a stage on a day, and how many went on."


class FunnelCountDetail(ResourceDetail):
    model = models.FunnelCount
    table_class = tables.FunnelCountTable
    fields = ("stage", "date", "entered", "advanced")


class FunnelCountCreate(ResourceCreate):
    model = models.FunnelCount
    form_class = forms.FunnelCountForm


class FunnelCountEdit(ResourceEdit):
    model = models.FunnelCount
    form_class = forms.FunnelCountForm


class FunnelCountDelete(ResourceDelete):
    model = models.FunnelCount


class FunnelCountExport(ResourceExport):
    listing = FunnelCountList

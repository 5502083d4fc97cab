"""Touchpoints on screen: list, page and forms over the generic views."""

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


class TouchpointList(ResourceList):
    model = models.Touchpoint
    table_class = tables.TouchpointTable
    filterset_class = tables.TouchpointFilters
    search_fields = ("person_key", "channel", "campaign__name")
    empty = "Touchpoints are people's contacts with your channels; attribution reads them."


class TouchpointDetail(ResourceDetail):
    model = models.Touchpoint
    table_class = tables.TouchpointTable
    fields = ("person_key", "channel", "campaign", "at", "converted_at", "value", "currency")


class TouchpointCreate(ResourceCreate):
    model = models.Touchpoint
    form_class = forms.TouchpointForm


class TouchpointEdit(ResourceEdit):
    model = models.Touchpoint
    form_class = forms.TouchpointForm


class TouchpointDelete(ResourceDelete):
    model = models.Touchpoint


class TouchpointExport(ResourceExport):
    listing = TouchpointList

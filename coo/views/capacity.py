"""Capacity on screen: list, page and forms over the generic views."""

from __future__ import annotations

from coo import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class CapacityList(ResourceList):
    model = models.Capacity
    table_class = tables.CapacityTable
    filterset_class = tables.CapacityFilters
    search_fields = ("who",)
    title = "Capacity"
    empty = "Hours a week of people and teams, which work is held against."


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

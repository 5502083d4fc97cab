"""Variants on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cro import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class VariantList(ResourceList):
    model = models.Variant
    table_class = tables.VariantTable
    filterset_class = tables.VariantFilters
    search_fields = ("key", "name", "experiment__name")
    empty = "The variants of an experiment: what is shown today, and what is tried against it."


class VariantDetail(ResourceDetail):
    model = models.Variant
    table_class = tables.VariantTable
    fields = ("experiment", "key", "name", "is_control", "weight")


class VariantCreate(ResourceCreate):
    model = models.Variant
    form_class = forms.VariantForm


class VariantEdit(ResourceEdit):
    model = models.Variant
    form_class = forms.VariantForm


class VariantDelete(ResourceDelete):
    model = models.Variant


class VariantExport(ResourceExport):
    listing = VariantList

"""Content variants on screen: list, page and forms over the generic views."""

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


class ContentVariantList(ResourceList):
    model = models.ContentVariant
    table_class = tables.ContentVariantTable
    filterset_class = tables.ContentVariantFilters
    search_fields = ("headline", "subject", "body", "asset__title")
    empty = "A variant is one wording of an asset; two of them can be held against each other."


class ContentVariantDetail(ResourceDetail):
    model = models.ContentVariant
    table_class = tables.ContentVariantTable
    fields = (
        "asset",
        "label",
        "subject",
        "headline",
        "body",
        "cta_text",
        "is_winner",
        "is_outline",
    )


class ContentVariantCreate(ResourceCreate):
    model = models.ContentVariant
    form_class = forms.ContentVariantForm


class ContentVariantEdit(ResourceEdit):
    model = models.ContentVariant
    form_class = forms.ContentVariantForm


class ContentVariantDelete(ResourceDelete):
    model = models.ContentVariant


class ContentVariantExport(ResourceExport):
    listing = ContentVariantList

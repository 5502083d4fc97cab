"""The brand profile on screen: list, page and forms over the generic views."""

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


class BrandProfileList(ResourceList):
    model = models.BrandProfile
    table_class = tables.BrandProfileTable
    filterset_class = tables.BrandProfileFilters
    search_fields = ("name",)
    empty = (
        "The profile says who the company is and how it speaks; plans and content are made from it."
    )


class BrandProfileDetail(ResourceDetail):
    model = models.BrandProfile
    table_class = tables.BrandProfileTable
    fields = (
        "name",
        "tagline",
        "mission",
        "voice",
        "tone",
        "values",
        "website",
        "industry",
        "competitors",
        "value_proposition",
        "differentiators",
        "messaging_pillars",
    )


class BrandProfileCreate(ResourceCreate):
    model = models.BrandProfile
    form_class = forms.BrandProfileForm


class BrandProfileEdit(ResourceEdit):
    model = models.BrandProfile
    form_class = forms.BrandProfileForm


class BrandProfileDelete(ResourceDelete):
    model = models.BrandProfile


class BrandProfileExport(ResourceExport):
    listing = BrandProfileList

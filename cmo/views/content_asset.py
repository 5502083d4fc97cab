"""Content assets on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cmo import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceField,
    ResourceList,
)


class ContentAssetList(ResourceList):
    model = models.ContentAsset
    table_class = tables.ContentAssetTable
    filterset_class = tables.ContentAssetFilters
    search_fields = ("title", "key_message", "campaign__name")
    inline_fields = ("status", "publish_on")
    empty = "An asset is a piece of content for one channel, in one or more variants."


class ContentAssetDetail(ResourceDetail):
    model = models.ContentAsset
    table_class = tables.ContentAssetTable
    fields = (
        "campaign", "kind", "channel", "status", "publish_on", "stage", "key_message", "cta",
        "tone",
    )  # fmt: skip


class ContentAssetCreate(ResourceCreate):
    model = models.ContentAsset
    form_class = forms.ContentAssetForm


class ContentAssetEdit(ResourceEdit):
    model = models.ContentAsset
    form_class = forms.ContentAssetForm


class ContentAssetDelete(ResourceDelete):
    model = models.ContentAsset


class ContentAssetField(ResourceField):
    listing = ContentAssetList


class ContentAssetExport(ResourceExport):
    listing = ContentAssetList

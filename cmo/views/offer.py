"""Offers on screen: list, page and forms over the generic views."""

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


class OfferList(ResourceList):
    model = models.Offer
    table_class = tables.OfferTable
    filterset_class = tables.OfferFilters
    search_fields = ("name", "description")
    inline_fields = ("status",)
    empty = "An offer is what is sold, to whom and for how much; campaigns are designed around one."


class OfferDetail(ResourceDetail):
    model = models.Offer
    table_class = tables.OfferTable
    fields = (
        "kind",
        "description",
        "benefits",
        "pricing_model",
        "price_low",
        "price_high",
        "status",
        "segment",
        "is_flagship",
    )


class OfferCreate(ResourceCreate):
    model = models.Offer
    form_class = forms.OfferForm


class OfferEdit(ResourceEdit):
    model = models.Offer
    form_class = forms.OfferForm


class OfferDelete(ResourceDelete):
    model = models.Offer


class OfferField(ResourceField):
    listing = OfferList


class OfferExport(ResourceExport):
    listing = OfferList

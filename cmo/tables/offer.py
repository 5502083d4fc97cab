"""Columns and filters of offers."""

from __future__ import annotations

from cmo.models import Offer
from kernel.resources.columns import MoneyColumn
from kernel.resources.filters import IdsFilter, ResourceFilters
from kernel.resources.tables import ResourceTable


class OfferTable(ResourceTable):
    price_low = MoneyColumn(missing="no price")
    price_high = MoneyColumn(missing="no price", minor=True)

    class Meta(ResourceTable.Meta):
        model = Offer
        fields = (
            "name",
            "status",
            "kind",
            "pricing_model",
            "price_low",
            "price_high",
            "segment",
            "is_flagship",
        )
        order_by = ("name",)

    def sub(self, record: Offer) -> str:
        """What it is."""
        return record.description


class OfferFilters(ResourceFilters):
    id__in = IdsFilter(field_name="id", lookup_expr="in", label="Offers")

    class Meta:
        model = Offer
        fields = {
            "status": ["exact"],
            "kind": ["exact"],
            "segment": ["exact"],
            "is_flagship": ["exact"],
        }

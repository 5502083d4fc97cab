"""Columns and filters of content variants."""

from __future__ import annotations

from cmo.models import ContentVariant
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class ContentVariantTable(ResourceTable):
    class Meta(ResourceTable.Meta):
        model = ContentVariant
        fields = ("label", "asset", "subject", "headline", "is_outline", "is_winner")
        order_by = ("asset", "label")


class ContentVariantFilters(ResourceFilters):
    class Meta:
        model = ContentVariant
        fields = {
            "asset": ["exact"],
            "label": ["exact"],
            "is_winner": ["exact"],
            "is_outline": ["exact"],
        }

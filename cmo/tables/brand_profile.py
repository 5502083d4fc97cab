"""Columns and filters of brand profiles."""

from __future__ import annotations

from cmo.models import BrandProfile
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class BrandProfileTable(ResourceTable):
    class Meta(ResourceTable.Meta):
        model = BrandProfile
        fields = ("name", "tagline", "industry", "website")
        order_by = ("name",)


class BrandProfileFilters(ResourceFilters):
    class Meta:
        model = BrandProfile
        fields = {"industry": ["exact"]}

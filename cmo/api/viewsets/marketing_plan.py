"""Endpoints of marketing plans."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet


class MarketingPlanViewSet(ResourceViewSet):
    serializer_class = serializers.MarketingPlanSerializer
    filterset_class = tables.MarketingPlanFilters
    search_fields = ("name", "objective")

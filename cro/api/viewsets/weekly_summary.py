"""Endpoints of weekly summaries."""

from __future__ import annotations

from cro import tables
from cro.api import serializers
from kernel.resources.api import ResourceViewSet


class WeeklySummaryViewSet(ResourceViewSet):
    serializer_class = serializers.WeeklySummarySerializer
    filterset_class = tables.WeeklySummaryFilters
    search_fields = ("narrative",)

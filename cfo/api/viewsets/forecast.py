"""Endpoints of forecasts."""

from __future__ import annotations

from cfo import tables
from cfo.api import serializers
from kernel.resources.api import ResourceViewSet


class ForecastViewSet(ResourceViewSet):
    serializer_class = serializers.ForecastSerializer
    filterset_class = tables.ForecastFilters
    search_fields = ("method", "category__name")

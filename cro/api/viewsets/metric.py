"""Endpoints of daily results."""

from __future__ import annotations

from cro import tables
from cro.api import serializers
from kernel.resources.api import ResourceViewSet


class MetricViewSet(ResourceViewSet):
    serializer_class = serializers.MetricSerializer
    filterset_class = tables.MetricFilters
    search_fields = ("experiment__name", "metric__name", "variant__name")

"""Endpoints of metrics."""

from __future__ import annotations

from cfo import tables
from cfo.api import serializers
from kernel.resources.api import ResourceViewSet


class MetricViewSet(ResourceViewSet):
    serializer_class = serializers.MetricSerializer
    filterset_class = tables.MetricFilters
    search_fields = ("name",)

"""Endpoints of metric definitions."""

from __future__ import annotations

from cro import tables
from cro.api import serializers
from kernel.resources.api import ResourceViewSet


class MetricDefinitionViewSet(ResourceViewSet):
    serializer_class = serializers.MetricDefinitionSerializer
    filterset_class = tables.MetricDefinitionFilters
    search_fields = ("name", "unit")

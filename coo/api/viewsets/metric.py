"""Endpoints of kept figures."""

from __future__ import annotations

from coo import tables
from coo.api import serializers
from kernel.resources.api import ResourceViewSet


class MetricViewSet(ResourceViewSet):
    serializer_class = serializers.MetricSerializer
    filterset_class = tables.MetricFilters
    search_fields = ("name",)

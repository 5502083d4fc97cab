"""Endpoints of customer segments."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet


class IcpSegmentViewSet(ResourceViewSet):
    serializer_class = serializers.IcpSegmentSerializer
    filterset_class = tables.IcpSegmentFilters
    search_fields = ("name", "description")

"""Endpoints of segments."""

from __future__ import annotations

from cro import tables
from cro.api import serializers
from kernel.resources.api import ResourceViewSet


class SegmentViewSet(ResourceViewSet):
    serializer_class = serializers.SegmentSerializer
    filterset_class = tables.SegmentFilters
    search_fields = ("name", "definition")

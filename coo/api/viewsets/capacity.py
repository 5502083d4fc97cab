"""Endpoints of capacity."""

from __future__ import annotations

from coo import tables
from coo.api import serializers
from kernel.resources.api import ResourceViewSet


class CapacityViewSet(ResourceViewSet):
    serializer_class = serializers.CapacitySerializer
    filterset_class = tables.CapacityFilters
    search_fields = ("who",)

"""Endpoints of funnels."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet


class FunnelViewSet(ResourceViewSet):
    serializer_class = serializers.FunnelSerializer
    filterset_class = tables.FunnelFilters
    search_fields = ("name",)

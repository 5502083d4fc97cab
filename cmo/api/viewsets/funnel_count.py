"""Endpoints of funnel counts."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet


class FunnelCountViewSet(ResourceViewSet):
    serializer_class = serializers.FunnelCountSerializer
    filterset_class = tables.FunnelCountFilters
    search_fields = ("stage__name", "stage__funnel__name")

"""Endpoints of funnel stages."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet


class FunnelStageViewSet(ResourceViewSet):
    serializer_class = serializers.FunnelStageSerializer
    filterset_class = tables.FunnelStageFilters
    search_fields = ("name", "funnel__name", "objective")

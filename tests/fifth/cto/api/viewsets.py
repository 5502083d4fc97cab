"""Endpoints of the outages."""

from __future__ import annotations

from cto.api.serializers import OutageSerializer
from cto.tables import OutageFilters

from kernel.resources.api import ResourceViewSet


class OutageViewSet(ResourceViewSet):
    serializer_class = OutageSerializer
    filterset_class = OutageFilters
    search_fields = ("service",)

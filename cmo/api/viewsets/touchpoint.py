"""Endpoints of touchpoints."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet


class TouchpointViewSet(ResourceViewSet):
    serializer_class = serializers.TouchpointSerializer
    filterset_class = tables.TouchpointFilters
    search_fields = ("person_key", "channel", "campaign__name")

"""Endpoints of variants."""

from __future__ import annotations

from cro import tables
from cro.api import serializers
from kernel.resources.api import ResourceViewSet


class VariantViewSet(ResourceViewSet):
    serializer_class = serializers.VariantSerializer
    filterset_class = tables.VariantFilters
    search_fields = ("key", "name", "experiment__name")

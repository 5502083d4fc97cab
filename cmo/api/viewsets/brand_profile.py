"""Endpoints of brand profiles."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet


class BrandProfileViewSet(ResourceViewSet):
    serializer_class = serializers.BrandProfileSerializer
    filterset_class = tables.BrandProfileFilters
    search_fields = ("name", "tagline")

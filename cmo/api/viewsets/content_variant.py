"""Endpoints of content variants."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet


class ContentVariantViewSet(ResourceViewSet):
    serializer_class = serializers.ContentVariantSerializer
    filterset_class = tables.ContentVariantFilters
    search_fields = ("headline", "subject", "body", "asset__title")

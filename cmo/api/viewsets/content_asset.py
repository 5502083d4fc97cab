"""Endpoints of content assets."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet


class ContentAssetViewSet(ResourceViewSet):
    serializer_class = serializers.ContentAssetSerializer
    filterset_class = tables.ContentAssetFilters
    search_fields = ("title", "key_message", "campaign__name")

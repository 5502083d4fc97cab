"""Endpoints of categories."""

from __future__ import annotations

from cfo import tables
from cfo.api import serializers
from kernel.resources.api import ResourceViewSet


class CategoryViewSet(ResourceViewSet):
    serializer_class = serializers.CategorySerializer
    filterset_class = tables.CategoryFilters
    search_fields = ("name",)

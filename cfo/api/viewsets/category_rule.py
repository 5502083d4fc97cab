"""Endpoints of category rules."""

from __future__ import annotations

from cfo import tables
from cfo.api import serializers
from kernel.resources.api import ResourceViewSet


class CategoryRuleViewSet(ResourceViewSet):
    serializer_class = serializers.CategoryRuleSerializer
    filterset_class = tables.CategoryRuleFilters
    search_fields = ("pattern", "category__name")

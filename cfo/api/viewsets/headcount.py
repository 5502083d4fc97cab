"""Endpoints of headcount."""

from __future__ import annotations

from cfo import tables
from cfo.api import serializers
from kernel.resources.api import ResourceViewSet


class HeadcountViewSet(ResourceViewSet):
    serializer_class = serializers.HeadcountSerializer
    filterset_class = tables.HeadcountFilters
    search_fields = ("name", "team")

"""Endpoints of processes."""

from __future__ import annotations

from coo import tables
from coo.api import serializers
from kernel.resources.api import ResourceViewSet


class ProcessViewSet(ResourceViewSet):
    serializer_class = serializers.ProcessSerializer
    filterset_class = tables.ProcessFilters
    search_fields = ("key", "subject")

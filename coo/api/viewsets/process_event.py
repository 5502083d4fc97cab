"""Endpoints of events of processes."""

from __future__ import annotations

from coo import tables
from coo.api import serializers
from kernel.resources.api import ResourceViewSet


class ProcessEventViewSet(ResourceViewSet):
    serializer_class = serializers.ProcessEventSerializer
    filterset_class = tables.ProcessEventFilters
    search_fields = ("activity", "resource", "process__key")

"""Endpoints of calendar events."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet


class CalendarEventViewSet(ResourceViewSet):
    serializer_class = serializers.CalendarEventSerializer
    filterset_class = tables.CalendarEventFilters
    search_fields = ("title", "campaign__name")

"""Calendar events as JSON."""

from __future__ import annotations

from cmo.models import CalendarEvent
from kernel.resources.api import ResourceSerializer


class CalendarEventSerializer(ResourceSerializer):
    class Meta:
        model = CalendarEvent
        fields = ("title", "kind", "starts_at", "ends_at", "channel", "status", "campaign", "asset")

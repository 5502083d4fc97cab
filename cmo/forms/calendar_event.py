"""The form of calendar events."""

from __future__ import annotations

from cmo.models import CalendarEvent
from kernel.resources.forms import ResourceForm


class CalendarEventForm(ResourceForm):
    class Meta:
        model = CalendarEvent
        fields = ("title", "kind", "starts_at", "ends_at", "channel", "status", "campaign", "asset")

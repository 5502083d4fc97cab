"""Columns and filters of calendar events."""

from __future__ import annotations

from cmo.models import CalendarEvent
from cmo.tables.columns import ChannelColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class CalendarEventTable(ResourceTable):
    channel = ChannelColumn(missing="no channel")

    class Meta(ResourceTable.Meta):
        model = CalendarEvent
        fields = ("title", "status", "kind", "starts_at", "ends_at", "channel", "campaign")
        order_by = ("starts_at",)


class CalendarEventFilters(ResourceFilters):
    class Meta:
        model = CalendarEvent
        fields = {
            "status": ["exact"],
            "kind": ["exact"],
            "channel": ["exact"],
            "campaign": ["exact"],
            "asset": ["exact"],
            "starts_at": ["gte", "lte"],
        }

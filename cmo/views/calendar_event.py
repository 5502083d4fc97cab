"""Calendar events on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cmo import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceField,
    ResourceList,
)


class CalendarEventList(ResourceList):
    model = models.CalendarEvent
    table_class = tables.CalendarEventTable
    filterset_class = tables.CalendarEventFilters
    search_fields = ("title", "campaign__name")
    inline_fields = ("status",)
    empty = "The calendar says what goes out when; each channel should have one thing at a time."


class CalendarEventDetail(ResourceDetail):
    model = models.CalendarEvent
    table_class = tables.CalendarEventTable
    fields = ("kind", "starts_at", "ends_at", "channel", "status", "campaign", "asset")


class CalendarEventCreate(ResourceCreate):
    model = models.CalendarEvent
    form_class = forms.CalendarEventForm


class CalendarEventEdit(ResourceEdit):
    model = models.CalendarEvent
    form_class = forms.CalendarEventForm


class CalendarEventDelete(ResourceDelete):
    model = models.CalendarEvent


class CalendarEventField(ResourceField):
    listing = CalendarEventList


class CalendarEventExport(ResourceExport):
    listing = CalendarEventList

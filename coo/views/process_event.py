"""Events of processes on screen: list, page and forms over the generic views."""

from __future__ import annotations

from coo import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class ProcessEventList(ResourceList):
    model = models.ProcessEvent
    table_class = tables.ProcessEventTable
    filterset_class = tables.ProcessEventFilters
    search_fields = ("activity", "resource", "process__key")
    empty = "An event log says what was done in each case and when: maps and waits come from it."


class ProcessEventDetail(ResourceDetail):
    model = models.ProcessEvent
    table_class = tables.ProcessEventTable
    fields = ("process", "activity", "at", "lifecycle", "resource", "position")


class ProcessEventCreate(ResourceCreate):
    model = models.ProcessEvent
    form_class = forms.ProcessEventForm


class ProcessEventEdit(ResourceEdit):
    model = models.ProcessEvent
    form_class = forms.ProcessEventForm


class ProcessEventDelete(ResourceDelete):
    model = models.ProcessEvent


class ProcessEventExport(ResourceExport):
    listing = ProcessEventList

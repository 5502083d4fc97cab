"""Processes on screen: list, page and forms over the generic views."""

from __future__ import annotations

from coo import forms, models, tables
from coo.views.process_event import ProcessEventList
from coo.views.task import TaskList
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceField,
    ResourceList,
)


class ProcessList(ResourceList):
    model = models.Process
    table_class = tables.ProcessTable
    filterset_class = tables.ProcessFilters
    search_fields = ("key", "subject")
    inline_fields = ("status",)
    empty = "Each case that goes through a workflow stands here: an order, a claim, a request."


class ProcessDetail(ResourceDetail):
    model = models.Process
    table_class = tables.ProcessTable
    fields = ("key", "status", "workflow", "started_at", "due_at", "finished_at")
    related = ((TaskList, "process"), (ProcessEventList, "process"))


class ProcessCreate(ResourceCreate):
    model = models.Process
    form_class = forms.ProcessForm


class ProcessEdit(ResourceEdit):
    model = models.Process
    form_class = forms.ProcessForm


class ProcessDelete(ResourceDelete):
    model = models.Process


class ProcessField(ResourceField):
    listing = ProcessList


class ProcessExport(ResourceExport):
    listing = ProcessList

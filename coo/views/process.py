"""Processes on screen: the map above the list, page and forms over the generic views."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse

from coo import forms, models, services, tables
from coo.mining import page
from coo.models.process import ProcessStatus
from coo.views.process_event import ProcessEventList
from coo.views.task import TaskList
from coo.views.verbs import Verb
from kernel.core.facts import FactBook
from kernel.resources.querying import ListShape
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceField,
    ResourceList,
)
from kernel.resources.views.base import wants_fragment
from kernel.screens import evidence

EVIDENCE = "evidence"


class ProcessList(ResourceList):
    """`/coo/processes/`: how cases flow and where they wait, then every process."""

    model = models.Process
    table_class = tables.ProcessTable
    filterset_class = tables.ProcessFilters
    search_fields = ("key", "subject")
    inline_fields = ("status",)
    empty = "Each case that goes through a workflow stands here: an order, a claim, a request."
    template_name = "coo/processes.html"

    @classmethod
    def shape(cls) -> ListShape:
        """As of every list; what is above it has figures and choices of its own."""
        own = super().shape()
        return replace(own, more_parameters=own.more_parameters | {EVIDENCE, *page.CHOICES})

    @cached_property
    def book(self) -> FactBook:
        return FactBook()

    @cached_property
    def shown(self) -> dict[str, Any]:
        return page.page(self.request, self.notation, self.book, may_write=self.may_write)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if wants_fragment(request) and EVIDENCE in request.GET:
            return render(request, "components/evidence_drawer.html", self._evidence())
        return super().get(request, *args, **kwargs)

    def lede(self) -> str:
        return page.lede(self.shown)

    def tools(self) -> list[dict[str, Any]]:
        """The optimizer reads the log; a further one is imported."""
        if not self.may_write:
            return []
        run = {"label": "Look for what holds up", "url": page.CONSOLE, "icon": "play"}
        return [run, page.IMPORT, *super().tools()] if self.shown["logged"] else super().tools()

    def page(
        self, context: dict[str, Any], *, template: str = "", status: int = 200
    ) -> TemplateResponse:
        if not template:
            context = {**context, **self.shown, **self._evidence()}
        return super().page(context, template=template, status=status)

    def _evidence(self) -> dict[str, Any]:
        return {EVIDENCE: evidence.asked(self.request, self.book) if self.shown else None}


class ProcessDetail(ResourceDetail):
    model = models.Process
    table_class = tables.ProcessTable
    fields = ("key", "status", "workflow", "started_at", "due_at", "finished_at")
    related = ((TaskList, "process"), (ProcessEventList, "process"))

    def tools(self, row: Any) -> list[dict[str, Any]]:
        """A case that runs is finished or given up."""
        tools = super().tools(row)
        if not self.may_write or row.status != ProcessStatus.RUNNING:
            return tools
        verbs = (("Finish", "finishing", "check"), ("Give up", "cancelling", "circle-slash"))
        return [
            *(
                {"label": label, "url": self.row_path(row, name), "icon": icon, "post": True}
                for label, name, icon in verbs
            ),
            *tools,
        ]


class ProcessFinishing(Verb):
    """`POST …/finishing/`: the case is done."""

    model = models.Process
    refused = "The case is not done"

    def act(self, row: models.Process) -> tuple[str, str]:
        done = services.finish_process(process=row)
        return f"“{done}” is done.", self.row_path(done)


class ProcessCancelling(Verb):
    """`POST …/cancelling/`: the case is given up, and its open tasks with it."""

    model = models.Process
    refused = "The case stays as it was"

    def act(self, row: models.Process) -> tuple[str, str]:
        done = services.cancel_process(process=row)
        return f"“{done}” is given up, and its open tasks with it.", self.row_path(done)


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

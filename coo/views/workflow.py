"""Workflows on screen: drawn above the list and on their pages, with the verbs of a version."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse

from coo import forms, models, services, tables
from coo.designing import page
from coo.models.workflow import WorkflowStatus
from coo.views.verbs import Verb
from kernel.core.facts import FactBook
from kernel.errors import ConflictError
from kernel.resources import addresses
from kernel.resources.querying import ListShape
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)
from kernel.resources.views.base import wants_fragment
from kernel.screens import evidence

EVIDENCE = "evidence"
LONGEST_SUBJECT = 200


class WorkflowList(ResourceList):
    """`/coo/workflows/`: plan and past of each, one drawn, then every version."""

    model = models.Workflow
    table_class = tables.WorkflowTable
    filterset_class = tables.WorkflowFilters
    search_fields = ("name", "description")
    empty = "A workflow says which steps there are, who does them and what each waits for."
    template_name = "coo/workflows.html"

    @classmethod
    def shape(cls) -> ListShape:
        """As of every list; what is above it has figures of its own."""
        own = super().shape()
        return replace(own, more_parameters=own.more_parameters | {EVIDENCE})

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
        """The designer holds plans against the past; steps come as a file too."""
        if not self.may_write:
            return []
        run = {"label": "Check the workflows", "url": page.CONSOLE, "icon": "play"}
        return [run, *super().tools()]

    def page(
        self, context: dict[str, Any], *, template: str = "", status: int = 200
    ) -> TemplateResponse:
        if not template:
            context = {**context, **self.shown, **self._evidence()}
        return super().page(context, template=template, status=status)

    def _evidence(self) -> dict[str, Any]:
        return {EVIDENCE: evidence.asked(self.request, self.book) if self.shown else None}


class WorkflowDetail(ResourceDetail):
    """A version drawn, its steps timed, and what its cases really took."""

    model = models.Workflow
    table_class = tables.WorkflowTable
    fields = ("status", "version", "sla_hours", "description")
    template_name = "coo/workflow.html"

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        shown = super().get(request, id, **kwargs)
        if wants_fragment(request) and EVIDENCE in request.GET:
            opened = getattr(shown, "context_data", {})[EVIDENCE]
            return render(request, "components/evidence_drawer.html", {EVIDENCE: opened})
        return shown

    def more(self, row: Any) -> dict[str, Any]:
        """The picture, the steps, and where the version stands among the others."""
        book = FactBook()
        found = page.detail(self.request, row, self.notation, book, may_write=self.may_write)
        return {**found, EVIDENCE: evidence.asked(self.request, book)}

    def tools(self, row: Any) -> list[dict[str, Any]]:
        """A draft is put to use; a version in use is followed by a new one, or retired."""
        tools = super().tools(row)
        if not self.may_write:
            return tools
        if row.status == WorkflowStatus.ACTIVE:
            verbs = [("New version", "versions", "copy"), ("Retire", "retirement", "circle-slash")]
        else:
            verbs = [("Use this version", "activation", "check")]
        return [
            *(
                {"label": label, "url": self.row_path(row, name), "icon": icon, "post": True}
                for label, name, icon in verbs
            ),
            *tools,
        ]


class WorkflowVerb(Verb):
    """Base of what is done with a version."""

    model = models.Workflow
    refused = "The workflow stays as it was"


class WorkflowActivation(WorkflowVerb):
    """`POST …/activation/`: work by this version from now on."""

    def act(self, row: models.Workflow) -> tuple[str, str]:
        done = services.activate_workflow(workflow=row)
        return f"{done} is in use. Cases that begin now follow it.", self.row_path(done)


class WorkflowRetirement(WorkflowVerb):
    """`POST …/retirement/`: begin nothing by this version any more."""

    def act(self, row: models.Workflow) -> tuple[str, str]:
        done = services.retire_workflow(workflow=row)
        return f"{done} is retired. What runs by it runs on.", self.row_path(done)


class WorkflowVersion(WorkflowVerb):
    """`POST …/versions/`: a draft with the same steps, to be changed."""

    def act(self, row: models.Workflow) -> tuple[str, str]:
        made = services.new_version(workflow=row)
        return f"{made} is a draft. Change its steps here.", self.row_path(made, "edit")


class WorkflowCase(WorkflowVerb):
    """`POST …/cases/`: begin a case with a task for each step."""

    refused = "No case was begun"

    def act(self, row: models.Workflow) -> tuple[str, str]:
        subject = self.typed("subject")
        if not subject or len(subject) > LONGEST_SUBJECT:
            raise ConflictError(f"Say in 1 to {LONGEST_SUBJECT} letters what the case is about.")
        made = services.start_process(workflow=row, subject=subject)
        tasks = self.notation.count(len(row.steps), "task")
        return f"“{made}” has begun with {tasks}.", addresses.row_path(models.Process, made.pk)


class WorkflowCreate(ResourceCreate):
    model = models.Workflow
    form_class = forms.WorkflowForm


class WorkflowEdit(ResourceEdit):
    model = models.Workflow
    form_class = forms.WorkflowForm


class WorkflowDelete(ResourceDelete):
    model = models.Workflow


class WorkflowExport(ResourceExport):
    listing = WorkflowList

"""Experiments on screen: the shelf and the list, the page of one, and its forms."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse

from cro import forms, models, tables
from cro.judging import page, shelf
from cro.judging.reading import cases
from cro.models.experiment import ExperimentStatus
from cro.views.experiment_metric import ExperimentMetricList
from cro.views.variant import VariantList
from kernel.resources import addresses, changes
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

DESIGNER = "/runs/console/cro/?mode=experiments"


class ExperimentList(ResourceList):
    """`/cro/experiments/`: withheld, ready and running ones, then the list; filters ask for it."""

    model = models.Experiment
    table_class = tables.ExperimentTable
    filterset_class = tables.ExperimentFilters
    search_fields = ("name", "hypothesis__title")
    empty = (
        "An experiment compares variants by rules that are fixed before it starts. Plan one, or "
        "bring the results of tests that ran elsewhere."
    )
    template_name = "cro/experiments.html"

    @cached_property
    def shelf(self) -> dict[str, Any]:
        """What stands above the list, where the list is not narrowed."""
        filters = self.query.filters
        narrowed = self.query.search or self.query.page > 1 or (filters and filters.active())
        return {} if narrowed else shelf.shelf(self.notation)

    def lede(self) -> str:
        return shelf.lede(self.shelf, self.notation) if self.shelf else ""

    def tools(self) -> list[dict[str, Any]]:
        """The designer plans the next one."""
        if not self.may_write:
            return []
        return [{"label": "Plan a test", "url": DESIGNER, "icon": "play"}, *super().tools()]

    def starts(self) -> list[dict[str, Any]]:
        return [
            {"label": "Plan a test", "url": DESIGNER, "icon": "play", "primary": True},
            {"label": "Import results", "url": page.RESULTS, "icon": "upload"},
        ]

    def page(
        self, context: dict[str, Any], *, template: str = "", status: int = 200
    ) -> TemplateResponse:
        if not template:
            context = {**context, "shelf": self.shelf}
        return super().page(context, template=template, status=status)


class ExperimentDetail(ResourceDetail):
    """`/cro/experiments/{id}/`: health, then the decision, then effects."""

    model = models.Experiment
    table_class = tables.ExperimentTable
    template_name = "cro/experiment.html"
    fields = ("name", "hypothesis", "metric", "segment")
    related = ((VariantList, "experiment"), (ExperimentMetricList, "experiment"))

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        if wants_fragment(request) and "evidence" in request.GET:
            row = changes.one(self.model, addresses.parse_id(id))
            found = cases([row])
            book = page.book_of(found[0] if found else None)
            asked = evidence.asked(request, book)
            return render(request, "components/evidence_drawer.html", {"evidence": asked})
        return super().get(request, id, **kwargs)

    def more(self, row: Any) -> dict[str, Any]:
        return page.page(self.request, row, may_write=self.may_write)

    def shown(self, row: Any) -> dict[str, Any]:
        """With a start that can be taken back while no result has come."""
        context = super().shown(row)
        fresh = row.status == ExperimentStatus.RUNNING and not row.metrics.exists()
        if fresh and self.may_write:
            path = f"{self.row_path(row)}withdrawal/"
            item = {"label": "Back to draft", "url": path, "icon": "undo-2", "post": True}
            context["more"] = {"label": f"More for {row}", "items": [item]}
        return context

    def tools(self, row: Any) -> list[dict[str, Any]]:
        """Start a draft, stop what runs; editing is for drafts, the rest keeps its plan."""
        path = self.row_path(row)
        results = f"{addresses.list_path(models.Metric)}export/?experiment={row.pk}"
        download = {
            "label": "Download the results",
            "url": results,
            "icon": "download",
            "square": True,
        }
        if not self.may_write:
            return [] if row.status == ExperimentStatus.DRAFT else [download]
        if row.status == ExperimentStatus.DRAFT:
            own = [{**tool, "primary": False} for tool in super().tools(row)]
            start = {
                "label": "Start", "url": f"{path}start/", "icon": "play", "post": True,
                "primary": True,
            }  # fmt: skip
            return [start, *own]
        edit = {"label": "Edit", "url": f"{path}edit/", "icon": "pencil"}
        if row.status == ExperimentStatus.RUNNING:
            stop = {"label": "Stop", "url": f"{path}stop/", "icon": "square", "post": True}
            back = {
                "label": "Back to draft", "url": f"{path}withdrawal/", "icon": "undo-2",
                "post": True,
            }  # fmt: skip
            return [stop, edit, *([] if row.is_fixed else [back]), download]
        return [edit, download]


class ExperimentCreate(ResourceCreate):
    model = models.Experiment
    form_class = forms.ExperimentForm


class ExperimentEdit(ResourceEdit):
    model = models.Experiment
    form_class = forms.ExperimentForm


class ExperimentDelete(ResourceDelete):
    model = models.Experiment


class ExperimentExport(ResourceExport):
    listing = ExperimentList

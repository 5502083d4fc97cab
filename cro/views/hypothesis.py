"""Hypotheses on screen: list, page and forms over the generic views."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.template.response import TemplateResponse

from cro import forms, models, tables
from cro.ideas import page as ideas_page
from cro.models.hypothesis import HypothesisStatus
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceField,
    ResourceList,
)

GENERATOR = "/runs/console/cro/?mode=strategy"
DESIGNER = "/runs/console/cro/?mode=experiments"
WAITING = (HypothesisStatus.IDEA, HypothesisStatus.QUEUED)


class HypothesisList(ResourceList):
    """`/cro/hypotheses/`: the first in line, every one below; filters ask for the list alone."""

    model = models.Hypothesis
    table_class = tables.HypothesisTable
    filterset_class = tables.HypothesisFilters
    search_fields = ("title", "because", "we_believe", "will", "step")
    inline_fields = ("status",)
    empty = "A hypothesis says what was seen, what we believe would help, and what it will move."
    template_name = "cro/hypotheses.html"

    @cached_property
    def above(self) -> dict[str, Any]:
        """The first in line, where the list is not narrowed."""
        filters = self.query.filters
        narrowed = self.query.search or self.query.page > 1 or (filters and filters.active())
        return {} if narrowed else ideas_page.page(self.notation)

    def lede(self) -> str:
        return ideas_page.lede(self.above, self.notation)

    def tools(self) -> list[dict[str, Any]]:
        """The generator looks where people are lost."""
        if not self.may_write:
            return []
        return [{"label": "Find ideas", "url": GENERATOR, "icon": "play"}]

    def page(
        self, context: dict[str, Any], *, template: str = "", status: int = 200
    ) -> TemplateResponse:
        if not template:
            context = {**context, **self.above}
        return super().page(context, template=template, status=status)


class HypothesisDetail(ResourceDetail):
    model = models.Hypothesis
    template_name = "cro/hypothesis.html"
    table_class = tables.HypothesisTable
    fields = (
        "title",
        "because",
        "we_believe",
        "will",
        "segment",
        "metric",
        "step",
        "impact",
        "confidence",
        "ease",
        "score",
        "status",
    )

    def more(self, row: Any) -> dict[str, Any]:
        """The sentence, and the tests of it."""
        return {
            "statement": ideas_page.statement(row),
            "tests": [
                {
                    "name": one.name,
                    "url": f"/cro/experiments/{one.pk}/",
                    "status": one.get_status_display(),
                    "decision": one.get_decision_display() if one.decision else "not decided",
                }
                for one in row.experiments.order_by("-starts_on", "name")
            ],
            "designer": DESIGNER if self.may_write and row.status in WAITING else "",
        }


class HypothesisCreate(ResourceCreate):
    model = models.Hypothesis
    form_class = forms.HypothesisForm


class HypothesisEdit(ResourceEdit):
    model = models.Hypothesis
    form_class = forms.HypothesisForm


class HypothesisDelete(ResourceDelete):
    model = models.Hypothesis


class HypothesisField(ResourceField):
    listing = HypothesisList


class HypothesisExport(ResourceExport):
    listing = HypothesisList

"""Recommendations on screen: list, page and forms over the generic views."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cmo import models, tables
from kernel.decisions.redaction import redacted
from kernel.resources import addresses, changes
from kernel.resources.views import (
    ResourceExport,
    ResourceField,
    ResourceList,
)
from kernel.resources.views.base import ResourceView, wants_fragment
from kernel.screens import evidence, figures, recommendations


class RecommendationList(ResourceList):
    model = models.Recommendation
    table_class = tables.RecommendationTable
    filterset_class = tables.RecommendationFilters
    search_fields = ("title", "rationale")
    inline_fields = ("owner", "due_on")
    empty = "Proposals stand here once an agent has looked at your metrics."


class RecommendationDetail(ResourceView):
    """One proposal in full, with its evidence."""

    model = models.Recommendation
    template_name = "cmo/recommendation.html"

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = changes.one(self.model, addresses.parse_id(id))
        book = redacted(row.evidence, self.access, self.module.id)
        opened = evidence.asked(request, book)
        if wants_fragment(request) and "evidence" in request.GET:
            return render(request, "components/evidence_drawer.html", {"evidence": opened})
        return self.page(
            {
                "title": figures.plain(row.title, book, self.notation),
                "why": figures.linked(row.rationale, book, self.notation),
                "proposal": recommendations.proposal(request, row),
                "figures": [
                    {
                        "name": fact.label,
                        "value": figures.words(fact, self.notation),
                        "interval": figures.interval_words(fact, self.notation),
                        "url": figures.evidence_url(fact) if fact.rows else "",
                    }
                    for fact in book
                ],
                "run": f"/runs/{row.run_id}/" if row.run_id else "",
                "evidence": opened,
            }
        )


class RecommendationField(ResourceField):
    listing = RecommendationList


class RecommendationExport(ResourceExport):
    listing = RecommendationList

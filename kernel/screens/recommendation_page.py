"""The page of one proposal: why, what it would change, and the figures behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kernel.decisions.redaction import redacted
from kernel.resources import addresses, changes
from kernel.resources.views.base import ResourceView, wants_fragment
from kernel.screens import evidence, figures, recommendations


class RecommendationPage(ResourceView):
    """One proposal in full, with its evidence: ``model``."""

    template_name = "kernel/recommendation.html"

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row: Any = changes.one(self.model, addresses.parse_id(id))
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

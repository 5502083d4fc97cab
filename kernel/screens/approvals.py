"""/approvals/: everything that waits for a decision, and what was decided lately."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from kernel.decisions.overview import recommendation_models, waiting
from kernel.decisions.recommendation import DECIDED
from kernel.resources.rights import rights
from kernel.screens import recommendations

LATELY = 8


class Approvals(View):
    """Proposals of every module that the person may read."""

    def get(self, request: HttpRequest) -> HttpResponse:
        access = rights(request)
        open_rows = waiting(access)
        decided: list[Any] = [
            row
            for model in recommendation_models(access)
            for row in model.objects.filter(status__in=DECIDED).order_by("-decided_at")[:LATELY]
        ]
        decided.sort(key=lambda row: row.decided_at, reverse=True)
        count = len(open_rows)
        context = {
            "title": "Approvals",
            "lede": "Nothing that an agent proposes happens without one."
            if not count
            else f"{count} {'waits' if count == 1 else 'wait'}. Approving applies at once and can "
            "be undone.",
            "recs": [recommendations.line(request, row, named=True) for row in open_rows],
            "decided": [recommendations.line(request, row, named=True) for row in decided[:LATELY]],
        }
        return render(request, "kernel/approvals.html", context)

"""The Analytics screen: attribution by seven rules, what spend brings, and odd days."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cmo import crediting, selectors
from cmo.attribution import LOOKBACK, LOOKBACKS, RULES, Attributed, attributed
from cmo.models import Recommendation, Touchpoint
from cmo.strategy.answers import answers
from kernel.core.facts import FactBook
from kernel.decisions.recommendation import waiting_in
from kernel.formats import Notation
from kernel.resources.views.base import ResourceView, wants_fragment
from kernel.screens import dashboards, evidence, recommendations
from kernel.tenancy import clock

ODD = ("broken_tracking", "spend_spike", "drop", "saturation")
EVIDENCE = "evidence"


class Analytics(ResourceView):
    """`/cmo/analytics/`: who is credited, what more spend would bring, what stands out."""

    model = Touchpoint
    template_name = "cmo/analytics.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        notes, today = self.notation, clock.today()
        last = today if "period" in request.GET else selectors.opening_day(today)
        period = dashboards.asked_period(request, last)
        lookback = _lookback(request)
        found = attributed(period.window, lookback, ZoneInfo(notes.zone))
        book = FactBook()
        parts = answers(today, notes, book, lambda fact: _link(request, fact.key))
        opened = crediting.drawer(
            request.GET.get(EVIDENCE, ""), found, period.window, notes
        ) or evidence.asked(request, book)
        if wants_fragment(request) and EVIDENCE in request.GET:
            return render(request, "components/evidence_drawer.html", {EVIDENCE: opened})
        picker = dashboards.picker(request, period, notes)
        fields = [field for field in picker["fields"] if field["name"] != "compare"]
        days = notes.day_range(period.window.first, period.window.last)
        return self.page(
            {
                "title": "Analytics",
                "picker": {**picker, "label": days, "fields": [*fields, _choice(lookback)]},
                "days": days,
                "lede": _lede(found, notes),
                "parts": [
                    crediting.part(one, period.window, notes, lambda key: _link(request, key))
                    for one in found
                ],
                "rules": [{"name": name, "words": words} for name, words in RULES.values()],
                "lookback": notes.count(lookback, "day"),
                "has_touchpoints": Touchpoint.objects.exists(),
                "answers": parts,
                "odd": [
                    recommendations.line(request, row)
                    for row in waiting_in(Recommendation).filter(kind__in=ODD)
                ],
                EVIDENCE: opened,
                "crumbs": [],
            }
        )


def _lookback(request: HttpRequest) -> int:
    asked = request.GET.get("lookback", "")
    return int(asked) if asked in map(str, LOOKBACKS) else LOOKBACK


def _link(request: HttpRequest, key: str) -> str:
    """This page as it is, with a figure's rows opened."""
    names = ("period", "from", "to", "lookback")
    kept = [(name, value) for name in names if (value := request.GET.get(name))]
    return "?" + urlencode([*kept, (EVIDENCE, key)])


def _choice(lookback: int) -> dict[str, Any]:
    return {
        "kind": "select",
        "name": "lookback",
        "label": "Contacts before a conversion",
        "options": [
            {"value": str(days), "label": f"{days} days", "selected": days == lookback}
            for days in LOOKBACKS
        ],
    }


def _lede(found: list[Attributed], notes: Notation) -> str:
    if not found:
        return ""
    told = [
        f"{notes.count(one.conversions, 'conversion')} worth {notes.money(one.value, one.currency)}"
        for one in found
    ]
    return f"{', and '.join(told)}, credited by seven rules."

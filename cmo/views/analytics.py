"""The Analytics screen: attribution by seven rules, what spend brings, and odd days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from cmo import selectors
from cmo.attribution import LOOKBACK, LOOKBACKS, RULES, Attributed, attributed
from cmo.models import Recommendation, Touchpoint
from cmo.models.columns import channel_label
from cmo.strategy.page import latest_curves
from kernel.core.windows import Window
from kernel.decisions.recommendation import waiting_in
from kernel.formats import Notation
from kernel.resources.addresses import list_path, with_query
from kernel.resources.views.base import ResourceView
from kernel.screens import dashboards, recommendations
from kernel.tenancy import clock

ODD = ("broken_tracking", "spend_spike", "drop", "saturation")


class Analytics(ResourceView):
    """`/cmo/analytics/`: who is credited, what more spend would bring, what stands out."""

    model = Touchpoint
    template_name = "cmo/analytics.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        notes = self.notation
        today = clock.today()
        last = today if "period" in request.GET else selectors.opening_day(today)
        period = dashboards.asked_period(request, last)
        lookback = _lookback(request)
        found = attributed(period.window, lookback, ZoneInfo(notes.zone))
        picker = dashboards.picker(request, period, notes)
        fields = [field for field in picker["fields"] if field["name"] != "compare"]
        days = notes.day_range(period.window.first, period.window.last)
        return self.page(
            {
                "picker": {**picker, "label": days, "fields": [*fields, _choice(lookback)]},
                "days": days,
                "lede": _lede(found, notes),
                "parts": [_part(one, period.window, notes) for one in found],
                "rules": [{"name": name, "words": words} for name, words in RULES.values()],
                "lookback": notes.count(lookback, "day"),
                "has_touchpoints": Touchpoint.objects.exists(),
                **latest_curves(notes),
                "odd": [
                    recommendations.line(request, row)
                    for row in waiting_in(Recommendation).filter(kind__in=ODD)
                ],
                "crumbs": [],
            }
        )


def _lookback(request: HttpRequest) -> int:
    asked = request.GET.get("lookback", "")
    return int(asked) if asked in map(str, LOOKBACKS) else LOOKBACK


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


def _part(one: Attributed, window: Window, notes: Notation) -> dict[str, Any]:
    """A table: a row a channel, a column a rule; each column adds up to the conversions."""
    by_rule = list(one.credits.values())
    names = sorted(by_rule[0], key=lambda name: -by_rule[1][name].conversions)
    narrow = [
        ("converted_at__gte", window.first.isoformat()),
        ("converted_at__lte", (window.last + timedelta(days=1)).isoformat()),
        ("currency", one.currency),
    ]
    return {
        "currency": one.currency,
        "people": notes.count(one.people, "person", "people"),
        "heads": [name for name, _ in RULES.values()],
        "rows": [
            {
                "name": channel_label(name),
                "cells": [
                    {
                        "count": notes.number(float(credits[name].conversions), 1),
                        "value": notes.money(round(credits[name].value), one.currency),
                    }
                    for credits in by_rule
                ],
            }
            for name in names
        ],
        "totals": [
            {
                "count": notes.number(one.conversions, 1),
                "value": notes.money(one.value, one.currency),
            }
            for _ in by_rule
        ],
        "url": with_query(list_path(Touchpoint), narrow),
    }

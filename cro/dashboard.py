"""What the growth dashboard shows: how tests stand, the way by day, and what to decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cro import selectors, tiles
from cro.advising.book import facts_of
from cro.advising.contracts import AdvisorInput
from cro.advising.reading import ground_of
from cro.models import Experiment, Recommendation
from cro.overview import overview
from cro.reach import reaches
from cro.standing import Standing, standings, traffic
from cro.weekly.showing import latest
from kernel.core.facts import FactBook
from kernel.formats import Notation
from kernel.resources.rights import notation
from kernel.screens import dashboards, evidence
from kernel.screens.reach import opening, settled
from kernel.tenancy import clock

NOT_SALES = "Growth experiments, not the sales pipeline."


def dashboard(request: HttpRequest) -> dict[str, Any]:
    """The whole page; `evidence` alone where only that was asked for."""
    today, notes = clock.today(), notation(request)
    counts = selectors.steps()
    newest, chosen = counts.rows.last_day(today), "period" in request.GET
    last = settled(newest, today) if chosen else opening(newest, today)
    period = dashboards.asked_period(request, last)
    shared = {
        "title": dashboards.title_of("Growth experiments", period, notes),
        "picker": dashboards.picker(request, period, notes),
        "run_url": "#console",
        "label": dashboards.label_of(period, notes),
        **dashboards.proposals(request, Recommendation),
        **dashboards.rail(request, "cro", reaches(today), today, notes),
    }
    if not len(counts.rows) and not Experiment.objects.exists():
        lede = f"{NOT_SALES} Nothing is counted and no test is here yet."
        return {**shared, "empty": True, "lede": lede, "evidence": None}
    shown, url = standings(today), dashboards.opener(request)
    free = traffic(counts, shown, today)
    way = overview(counts, period)
    programme = facts_of(ground_of(AdvisorInput(), today))
    context: dict[str, Any] = {
        **shared,
        "lede": _lede(shown, notes),
        "tiles": tiles.tiles(way, shown, free, programme.get("programme.win_rate"), notes, url),
        "tests": tiles.tests(shown, today, notes),
        "traffic": tiles.traffic_rows(free, notes),
        "weekly": latest(request),
        "all_tests": {"label": "All experiments", "url": tiles.EXPERIMENTS},
    }
    if way.steps:
        earlier = dashboards.name_of(period.earlier, period, notes) if period.earlier else ""
        name = dashboards.name_of(period.window, period, notes)
        context |= {
            "trend": tiles.trend(way, notes, name, earlier),
            "steps": tiles.steps(way, notes, url),
        }
    book = FactBook(dict(programme.facts) | dict(way.book.facts))
    return {**context, "evidence": evidence.asked(request, book)}


def _lede(shown: Sequence[Standing], notes: Notation) -> SafeString:
    """How tests stand, and what to decide first."""
    held = [one for one in shown if one.withheld]
    ready = [one for one in shown if one.ready]
    first: SafeString = format_html("{}", NOT_SALES)
    if held:
        said = notes.count(len(held), "result is withheld", "results are withheld")
        first = format_html("{} <b>{}.</b>", first, said)
    if ready:
        said = notes.count(len(ready), "test is ready to decide", "tests are ready to decide")
        first = format_html("{} <b>{}.</b>", first, said)
    return format_html("{} {}", first, dashboards.first_to_decide(Recommendation, notes))

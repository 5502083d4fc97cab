"""What the marketing dashboard shows, from the selectors' facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cmo import selectors, tiles
from cmo.models import Recommendation
from cmo.models.columns import channel_label
from cmo.overview import FunnelNow, Overview, funnel_history, funnel_now, overview
from cmo.weekly import showing as weekly
from kernel.core.facts import Fact, FactBook
from kernel.core.windows import Window
from kernel.decisions.recommendation import waiting_in
from kernel.formats import Notation
from kernel.resources.rights import notation
from kernel.screens import charts, dashboards, evidence, figures
from kernel.screens.periods import Period
from kernel.tenancy import clock


def dashboard(request: HttpRequest) -> dict[str, Any]:
    """The whole page; `evidence` alone where only that was asked for."""
    today = clock.today()
    chosen = "period" in request.GET
    last = selectors.settled_day(today) if chosen else selectors.opening_day(today)
    old = last < today.replace(day=1) and not chosen
    period = dashboards.asked_period(request, last)
    url = dashboards.opener(request)
    rows = selectors.metric_rows(_days(period))
    notes = notation(request)
    currencies = dashboards.own_first(rows.currencies(), notes.currency)
    main = overview(rows, period, currencies[0] if currencies else notes.currency)
    others = [overview(rows, period, code) for code in currencies[1:]]
    funnels = _funnels(period, main.book)
    for other in others:
        for fact in other.book:
            main.book.add(fact)
    return {
        "title": dashboards.title_of("Marketing", period, notes),
        "lede": _lede(main, notes, newest=last if old else None),
        "picker": dashboards.picker(request, period, notes),
        "span": dashboards.name_of(period.window, period, notes),
        "run_url": "#console",
        "empty": not len(rows) and not funnels,
        "label": dashboards.label_of(period, notes),
        **_report(main, others, funnels, notes, url, request),
        **dashboards.proposals(request, Recommendation),
        "look": dashboards.last_look(request, "cmo", "optimization"),
        "week": weekly.latest(request),
        **dashboards.rail(request, "cmo", selectors.reaches(today), today, notes),
        "evidence": evidence.asked(request, main.book),
    }


def _days(period: Period) -> Window:
    first = min(window.first for window in (period.spark[0], period.earlier or period.window))
    return Window(first, period.window.last)


def _funnels(period: Period, book: FactBook) -> list[FunnelNow]:
    counts = selectors.funnel_rows(funnel_history(period.window))
    found = (funnel_now(counts, one, period.window, book) for one in selectors.funnels())
    return [one for one in found if one is not None]


def _lede(found: Overview, notes: Notation, *, newest: date | None = None) -> SafeString | str:
    """What came of what was spent, and what waits for a decision.

    `newest` is the last day that has rows, where it is older than this month.
    """
    revenue, cost = found.fact("now", "revenue"), found.fact("now", "cost")
    if revenue is None or revenue.value is None:
        return "No revenue is stored for this period."
    notes = replace(notes, currency=found.currency)
    first: SafeString = format_html("<b>{}.</b>", figures.words(revenue, notes))
    if cost is not None and cost.value:
        first = format_html(
            "<b>{} from {} of spend.</b>",
            figures.words(revenue, notes),
            figures.words(cost, notes),
        )
    if newest is not None:
        first = format_html("{} No row is newer than {}.", first, notes.day(newest))
    return format_html("{} {}", first, dashboards.first_to_decide(Recommendation, notes))


def _report(
    main: Overview,
    others: list[Overview],
    funnels: list[FunnelNow],
    notes: Notation,
    url: Callable[[Fact], str],
    request: HttpRequest,
) -> dict[str, Any]:
    """Tiles, trend, funnels and channels."""
    period = main.period
    own = replace(notes, currency=main.currency)
    earlier = dashboards.name_of(period.earlier, period, notes) if period.earlier else ""
    sort = dashboards.sort_of(request, tiles.SORTS, "-revenue")
    return {
        "tiles": tiles.tiles(main, own, url),
        "trend": tiles.trend(
            main, own, dashboards.name_of(period.window, period, notes), earlier, _events()
        ),
        "funnels": [
            {
                "name": one.funnel.name,
                "url": f"/cmo/funnels/{one.funnel.id}/",
                "steps": tiles.funnel_steps(one, notes, url),
            }
            for one in funnels
        ],
        "tables": [_table(one, notes, url, sort) for one in (main, *others) if one.now],
        "sorts": dashboards.sorts(request, tiles.SORTS, sort, words="channel", anchor="h-channels"),
        "late": _late_words(main, notes),
    }


EVENTS = {"leak": "{subject} changed", "broken_tracking": "Tracking broken"}


def _events() -> list[charts.Event]:
    """What open proposals know of certain days, for the trend."""
    found = []
    for row in waiting_in(Recommendation).filter(kind__in=EVENTS):
        for fact in row.facts:
            if fact.key.endswith(".since") and isinstance(fact.value, date):
                name = row.headline.label.rpartition(", ")[2]
                words = EVENTS[row.kind].format(subject=name)
                found.append(charts.Event(fact.value, words))
    return found


def _table(
    found: Overview, notes: Notation, url: Callable[[Fact], str], sort: str
) -> dict[str, Any]:
    own = replace(notes, currency=found.currency)
    rows, total = tiles.channel_rows(found, own, url, sort)
    return {"currency": found.currency, "rows": rows, "total": total}


def _late_words(found: Overview, notes: Notation) -> str:
    """Which channels and days make the comparison uneven, in a sentence."""
    said = [
        f"{channel_label(name)} reaches {notes.day(cut.last)} and is set against the same "
        "days of the earlier period"
        for name, cut in found.late.items()
    ]
    if out := tiles.left_out_words(found, notes):
        said.append(f"{', '.join(out)}; the earlier period is shown with all of its days")
    return f"{'. '.join(said)}." if said else ""

"""What the finance dashboard shows: the books' own sums, and what the agents found last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cfo import selectors, tiles
from cfo.forecasting.contracts import ForecastOutput
from cfo.forecasting.fans import fan_of
from cfo.forecasting.history import history
from cfo.forecasting.page import shown_run
from cfo.ledger.filing import waiting
from cfo.models import Recommendation, Report
from cfo.overview import SUMS, Overview, overview
from cfo.reach import reaches
from cfo.spending import showing
from kernel.core.facts import Fact, FactBook
from kernel.formats import Notation
from kernel.resources.rights import notation
from kernel.runs.models import AgentRun
from kernel.screens import dashboards, evidence, figures, runs
from kernel.screens.periods import Period
from kernel.screens.reach import SourceReach, opening, settled
from kernel.screens.shelf import TONES
from kernel.tenancy import clock

INBOX = "/cfo/transactions/"
REPORTS = 4


def dashboard(request: HttpRequest) -> dict[str, Any]:
    """The whole page; `evidence` alone where only that was asked for."""
    today, notes = clock.today(), notation(request)
    currencies = dashboards.own_first(
        selectors.currencies(), selectors.reporting_currency(notes.currency)
    )
    newest, chosen = known_through(currencies, today), "period" in request.GET
    last = settled(newest, today) if chosen else opening(newest, today)
    period = dashboards.asked_period(request, last)
    sources = reaches(today)
    shared = {
        "title": dashboards.title_of("Finance", period, notes),
        "picker": dashboards.picker(request, period, notes),
        "run_url": "#console",
        "label": dashboards.label_of(period, notes),
        **dashboards.proposals(request, Recommendation),
        **dashboards.rail(request, "cfo", sources, today, notes),
    }
    if not currencies:
        lede = "No bank line is stored yet."
        return {**shared, "empty": True, "lede": lede, "evidence": None}
    found = [overview(period, code, today) for code in currencies]
    for one in found:
        one.late = _late(sources, period)
    main = next((one for one in found if one.sums), found[0])
    own = replace(notes, currency=main.currency)
    if not main.sums:
        lede = f"No bank line is older than {notes.day(period.window.last)}."
        return {**shared, "lede": lede, "evidence": None}
    run = shown_run(main.currency)
    ahead = _ahead(request, run)
    context = {
        **shared,
        "lede": _lede(main, own, last if last < today.replace(day=1) and not chosen else None),
        "late": _late_words(sources, period, notes),
        **_report(request, main, found, ahead, own),
        "ahead": _cash_ahead(run, ahead, own),
        "reports": _reports(),
        "shelf": {"label": "All reports", "url": "/cfo/reports/"},
    }
    charges = showing.charges(request, main.currency, own)
    return {
        **context,
        "charges": charges,
        "evidence": evidence.asked(request, _together(found, ahead, charges)),
    }


def known_through(currencies: Sequence[str], today: date) -> date | None:
    """The day up to which the first currency's lines are known; None without a line."""
    last = selectors.last_line()
    return selectors.reach(currencies[0], last, today) if last and currencies else None


def _late(sources: Sequence[SourceReach], period: Period) -> date | None:
    """The first day that a late account reaches, where the period goes beyond it."""
    days = [one.last for one in sources if one.late and one.last < period.window.last]
    return max(min(days), period.window.first) if days else None


def _late_words(sources: Sequence[SourceReach], period: Period, notes: Notation) -> str:
    said = [
        f"{one.name} reaches {notes.day(one.last)}"
        for one in sources
        if one.late and one.last < period.window.last
    ]
    if not said:
        return ""
    return f"{', '.join(said)}: later lines are missing from every figure, so none is compared."


def _lede(found: Overview, notes: Notation, newest: date | None) -> SafeString:
    """What was left over, what is there, what waits to be filed, what to decide."""
    net, cash = found.fact("now", "net"), found.fact("now", "cash")
    assert net is not None
    assert cash is not None
    first: SafeString = format_html(
        "<b>{} net result, {} in cash.</b>", figures.words(net, notes), figures.words(cash, notes)
    )
    if newest is not None:
        first = format_html("{} No line is newer than {}.", first, notes.day(newest))
    if count := waiting().count():
        words = notes.count(count, "line waits to be categorised", "lines wait to be categorised")
        first = format_html('{} <a href="{}">{}</a>.', first, INBOX, words)
    return format_html("{} {}", first, dashboards.first_to_decide(Recommendation, notes))


def _report(
    request: HttpRequest,
    main: Overview,
    found: Sequence[Overview],
    ahead: FactBook,
    notes: Notation,
) -> dict[str, Any]:
    """Tiles, cash by day, the budget's month, and each currency where there are several."""
    period, url = main.period, dashboards.opener(request)
    earlier = dashboards.name_of(period.earlier, period, notes) if period.earlier else ""
    name = dashboards.name_of(period.window, period, notes)
    return {
        "tiles": tiles.tiles(main, ahead, notes, url),
        "trend": tiles.cash_by_day(main, notes, name, earlier),
        "budget": tiles.budget_rows(main, notes, url),
        "currencies": [_of_currency(one, notes, url) for one in found if one.sums]
        if len(found) > 1
        else [],
    }


def _of_currency(found: Overview, notes: Notation, url: Callable[[Fact], str]) -> dict[str, Any]:
    own, cells = replace(notes, currency=found.currency), []
    for name in (*SUMS, "cash"):
        fact = found.fact("now", name)
        assert fact is not None
        cells.append({"text": figures.words(fact, own), "url": url(fact) if fact.rows else ""})
    return {"currency": found.currency, "cells": cells}


def _ahead(request: HttpRequest, run: AgentRun | None) -> FactBook:
    """The figures of the latest forecast that the dashboard repeats."""
    kept = FactBook()
    if run is not None:
        whole = runs.book_of(request, run)
        for key in (*tiles.AHEAD, "cash.floor"):
            if (fact := whole.get(key)) is not None:
                kept.add(fact)
    return kept


def _cash_ahead(run: AgentRun | None, ahead: FactBook, notes: Notation) -> dict[str, Any] | None:
    """The fan of cash as the forecaster drew it last."""
    if run is None:
        return None
    output = ForecastOutput.model_validate(run.output)
    cash = next((part for part in output.series if part.series == "cash"), None)
    if cash is None or not cash.points or output.through is None or output.made_on is None:
        return None
    past = history(output.currency, output.through)
    return {
        "chart": fan_of(cash, past, ahead, notes, output.currency),
        "made": f"forecast on {notes.day(output.made_on)}, at each month’s end",
        "link": {"label": "Open the forecast", "url": "/cfo/forecast/"},
    }


def _reports() -> list[dict[str, Any]]:
    """The reports of the newest period."""
    newest = Report.objects.order_by("-period_end", "-period_start").first()
    if newest is None:
        return []
    rows: Any = Report.objects.filter(
        period_start=newest.period_start, period_end=newest.period_end
    ).order_by("kind", "currency")
    return [
        {
            "title": row.title,
            "url": f"/cfo/reports/{row.pk}/",
            "status": row.get_status_display(),
            "tone": TONES[str(row.status)],
        }
        for row in rows[:REPORTS]
    ]


def _together(
    found: Sequence[Overview], ahead: FactBook, charges: dict[str, Any] | None
) -> FactBook:
    """Every figure of the page, the books' own first."""
    book = FactBook()
    for part in (*(one.book for one in found), ahead, *([charges["book"]] if charges else [])):
        for fact in part:
            if fact.key not in book:
                book.add(fact)
    return book

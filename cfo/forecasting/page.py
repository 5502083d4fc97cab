"""The Forecast screen: cash with its runway, revenue and spend, each category, payroll by head."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from cfo import selectors
from cfo.forecasting.contracts import ForecastOutput, PayrollPart, SeriesPart
from cfo.forecasting.fans import fan_of
from cfo.forecasting.history import History, history
from cfo.forecasting.sentences import METHODS
from cfo.forecasting.since import judged
from cfo.models import Transaction
from kernel.core.facts import Fact, FactBook
from kernel.core.registry import module_of_role
from kernel.formats import Notation, month
from kernel.resources.rights import notation
from kernel.runs.models import AgentRun
from kernel.runs.states import UNFINISHED, RunStatus
from kernel.screens import evidence, figures, runs
from kernel.screens.console import console

AGENT = "cfo-forecaster"
AGENTS = (AGENT, "cfo-cron-daily-cash")
MODE = "forecasting"
PATH = "/cfo/forecast/"
SHOWN_RUNS = 4
LOOKED_AT = 12
PAYROLL_MONTHS = 12
SCENARIOS = {"low": "Low", "base": "Base", "high": "High"}


def shown_run(currency: str) -> AgentRun | None:
    """The latest run that forecast this currency."""
    latest = AgentRun.objects.filter(agent__in=AGENTS, status=RunStatus.SUCCEEDED)
    return next(
        (
            one
            for one in latest.order_by("-created_at")[:LOOKED_AT]
            if (one.output or {}).get("series") and (one.output or {})["currency"] == currency
        ),
        None,
    )


def page(request: HttpRequest, workspace_currency: str, *, may_write: bool) -> dict[str, Any]:
    """The whole page of a currency, or what to do where nothing is forecast yet."""
    notes, known = notation(request), selectors.currencies()
    asked = request.GET.get("currency", "")
    currency = asked if asked in known else selectors.reporting_currency(workspace_currency)
    if currency not in known and known:
        currency = known[0]
    run = shown_run(currency)
    shared = {
        **_rail(request),
        "title": "Forecast",
        "run_url": "#console",
        "currencies": _currencies(known, currency),
    }
    if run is None:
        return {**shared, **_nothing(may_write=may_write), "evidence": None}
    output = ForecastOutput.model_validate(run.output)
    book = runs.book_of(request, run)
    assert output.through is not None
    past = history(currency, output.through)
    cash = next(part for part in output.series if part.series == "cash")
    return {
        **shared,
        "output": output,
        "lede": figures.linked(output.summary, book, notes),
        "tiles": _tiles(book, notes),
        "made": f"made on {notes.day(output.made_on)}, cash basis, in {currency}",
        "cash": _drawn(cash, past, book, notes, currency),
        "scenarios": _scenarios(output, book, notes),
        "totals": [
            _drawn(part, past, book, notes, currency)
            for part in output.series
            if part.series in ("revenue", "spend")
        ],
        "chosen": _chosen(request, output, past, book, notes, currency),
        "categories": _categories(output, book, notes),
        "judged": judged(currency, notes),
        "payroll": _payroll(output.payroll, notes, currency),
        "defaults": [figures.linked(one, book, notes) for one in output.defaults],
        "questions": [
            {"what": figures.plain(one.what, book, notes),
             "why": figures.plain(one.why, book, notes)}
            for one in output.questions
        ],
        "run": f"/runs/{run.pk}/",
        "evidence": evidence.asked(request, book),
    }  # fmt: skip


def _currencies(known: list[str], shown: str) -> list[dict[str, Any]]:
    """A link a currency, where there are several."""
    if len(known) < 2:
        return []
    return [
        {"label": code, "url": f"{PATH}?currency={code}", "here": code == shown} for code in known
    ]


def _tiles(book: FactBook, notes: Notation) -> list[dict[str, Any]]:
    """Cash, burn, runway at that burn, and the days on which the floor is reached."""
    ahead = book.get("zero.months")
    none = f"not within {figures.words(ahead, notes)} months" if ahead else "too few months"
    day = book["base.through"]
    burned = book.get("burn.months")
    grows = book.get("burn.flow") is not None and bool(book["burn.flow"].value)
    lasting = "cash grows" if grows else "no burn"
    over = f"mean of {figures.words(burned, notes)} months" if burned else ""
    return [
        _tile("Cash", book.get("cash.now"), notes, note=f"on {figures.words(day, notes)}"),
        _tile("Net burn a month", book.get("burn.net"), notes, note=over,
              missing="too few months"),
        _tile("Runway", book.get("runway.months"), notes, unit=" months",
              note=_until(book, notes), missing=lasting if burned else "too few months"),
        _tile("Below floor, P10", book.get("zero.p10"), notes, note="if months go badly",
              missing=none),
        _tile("Below floor, P50", book.get("zero.p50"), notes, note="as likely as not",
              missing=none),
        _tile("Below floor, P90", book.get("zero.p90"), notes, note="if months go well",
              missing=none),
    ]  # fmt: skip


def _until(book: FactBook, notes: Notation) -> str:
    day = book.get("runway.day")
    return f"to {figures.words(day, notes)} at that burn" if day else ""


def _tile(
    name: str,
    fact: Fact | None,
    notes: Notation,
    *,
    note: str = "",
    unit: str = "",
    missing: str = "no data",
) -> dict[str, Any]:
    if fact is None or fact.value is None:
        more = {"text": missing, "label": "What is known", "url": "#h-cash"}
        return {"name": name, "missing": more}
    value = figures.words(fact, notes)
    if fact.unit == "ratio":
        value = notes.number(float(fact.number), 1)
    return {
        "name": name,
        "value": value,
        "unit": unit,
        "url": figures.evidence_url(fact) if fact.rows else "",
        "note": note,
    }


def _drawn(
    part: SeriesPart, past: History, book: FactBook, notes: Notation, currency: str
) -> dict[str, Any]:
    """A series with its fan, the reason for its method, and what else was tried."""
    return {
        "label": part.label,
        "key": part.key,
        "chart": fan_of(part, past, book, notes, currency) if part.points else None,
        "because": figures.linked(part.because or part.refused, book, notes),
        "refused": not part.points,
        "method": METHODS.get(part.method, ""),
        "mase": notes.number(part.mase, 2) if part.mase is not None else "",
        "wider": notes.number(part.calibration, 2) if part.calibration else "",
        "tried": [
            {
                "method": METHODS[one.method],
                "mase": notes.number(one.mase, 2) if one.mase is not None else "",
                "refused": one.refused,
                "chosen": one.method == part.method,
            }
            for one in part.tried
        ],
    }


def _chosen(
    request: HttpRequest,
    output: ForecastOutput,
    past: History,
    book: FactBook,
    notes: Notation,
    currency: str,
) -> dict[str, Any] | None:
    """The category that the address asks to see drawn."""
    wanted = request.GET.get("series", "")
    for part in output.series:
        if part.key == wanted and part.series == "category":
            return _drawn(part, past, book, notes, currency)
    return None


def _scenarios(output: ForecastOutput, book: FactBook, notes: Notation) -> list[dict[str, Any]]:
    return [
        {
            "name": SCENARIOS[one.scenario],
            "end": figures.linked(f"{{fact:{one.end}}}", book, notes),
            "interval": figures.interval_words(book[one.end], notes),
            "zero": figures.linked(f"{{fact:{one.zero}}}", book, notes) if one.zero else "",
        }
        for one in output.scenarios
    ]


def _categories(output: ForecastOutput, book: FactBook, notes: Notation) -> list[dict[str, Any]]:
    """A row a category: what it came to, what it is expected to come to, by which method."""

    def cell(key: str) -> Any:
        return figures.linked(f"{{fact:{key}}}", book, notes) if key in book else ""

    return [
        {
            "name": part.label,
            "url": f"?series={part.key}#h-category" if part.points else "",
            "past": cell(f"{part.key}.past"),
            "next": cell(f"{part.key}.next"),
            "interval": figures.interval_words(book[f"{part.key}.next"], notes)
            if f"{part.key}.next" in book
            else "",
            "ahead": cell(f"{part.key}.ahead"),
            "method": METHODS.get(part.method, ""),
            "mase": notes.number(part.mase, 2) if part.mase is not None else "",
            "refused": figures.linked(part.refused, book, notes) if part.refused else "",
        }
        for part in output.series
        if part.series == "category"
    ]


def _payroll(part: PayrollPart | None, notes: Notation, currency: str) -> dict[str, Any] | None:
    """Positions by month, a year of them at most."""
    if part is None:
        return None

    def money(value: int) -> str:
        return notes.money(value, currency) if value else ""

    shown = part.months[:PAYROLL_MONTHS]
    return {
        "heads": [month(on) for on in shown],
        "rows": [
            {"name": row.name, "cells": [money(v) for v in row.by_month[: len(shown)]],
             "total": money(row.total)}
            for row in part.rows
        ],
        "count": [notes.number(n) for n in part.heads[: len(shown)]],
        "sum": [money(v) for v in part.by_month[: len(shown)]],
        "total": money(sum(part.by_month)),
        "url": f"/cfo/headcount/?currency={currency}",
    }  # fmt: skip


def _rail(request: HttpRequest) -> dict[str, Any]:
    manifest = module_of_role("cfo")
    latest = AgentRun.objects.filter(agent__in=AGENTS).order_by("-created_at")
    running = latest.filter(status__in=UNFINISHED).first()
    shown = runs.console_run(request, running) if running else None
    return {
        "console": console(request, manifest, mode=MODE, run=shown),
        "history": runs.history(request, list(latest[:SHOWN_RUNS])),
    }


def _nothing(*, may_write: bool) -> dict[str, Any]:
    """What is missing for a forecast, and the nearest step."""
    first = Transaction.objects.order_by("date").values_list("date", flat=True).first()
    if first is None:
        url = "/imports/new/?kind=cfo/statements"
        acts = [{"label": "Import a statement", "url": url, "icon": "upload", "primary": True}]
        return {
            "output": None,
            "made": "Nothing is forecast yet.",
            "empty_text": "Forecasts go by what came in and went out each month. Bring the "
            "statements of a year or more; with eight months each series gets a method of its own.",
            "start": acts if may_write else [],
        }
    acts = [{"label": "Run the forecaster", "url": "#console", "icon": "play", "primary": True}]
    return {
        "output": None,
        "made": "Nothing is forecast yet.",
        "empty_text": f"Lines are there since {month(first, long=True)}. The forecaster tries "
        "several methods on each series, takes the one that would have missed least, and says "
        "how long cash lasts.",
        "start": acts if may_write else [],
    }

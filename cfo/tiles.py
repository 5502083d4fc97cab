"""Facts as the dashboard's parts show them: tiles, cash by day, the budget's month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from cfo.overview import Overview
from cfo.reporting import planned
from cfo.reporting.lines import BUDGET_KEYS
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook
from kernel.formats import Change, Notation, month
from kernel.screens import charts, figures
from kernel.screens.tiles import Tile, changed, written, written_short

Url = Callable[[Fact], str]
TILES = (
    Tile("Cash", "cash", "cash", better="up"),
    Tile("Revenue", "revenue", "revenue", better="up"),
    Tile("Net result", "net", "net", better="up"),
)
FORECAST = {"label": "Run the forecaster", "url": "/cfo/forecast/#console"}
BUDGETS = {"label": "Plan a budget", "url": "/cfo/budgets/"}
AHEAD = ("base.through", "burn.net", "burn.months", "runway.months", "zero.p10", "zero.p50",
         "zero.p90", "zero.months")  # fmt: skip
"""Figures of the forecaster that the dashboard repeats."""
BUDGET_ROWS = 6


def tiles(found: Overview, ahead: FactBook, notes: Notation, url: Url) -> list[dict[str, Any]]:
    """The six tiles of components/kpis.html; `ahead` is what the forecaster found last."""
    cash, revenue, net = (_tile(tile, found, notes, url) for tile in TILES)
    return [cash, _burn(ahead, notes, url), _runway(ahead, notes, url), revenue, net,
            _budget(found, notes, url)]  # fmt: skip


def _tile(tile: Tile, found: Overview, notes: Notation, url: Url) -> dict[str, Any]:
    fact = found.fact("now", tile.figure)
    assert fact is not None
    spark = found.spark(tile.column)
    shown: dict[str, Any] = {
        "name": tile.name,
        "value": figures.words(fact, notes),
        "url": url(fact),
        "change": compared(tile, found, notes),
        "note": _on(found, notes) if tile.figure == "cash" else "cash basis",
    }
    if sum(value is not None for value in spark) > 1:
        shown["spark"] = charts.sparkline(spark)
    if found.late is not None:
        shown["late"] = f"through {notes.day(found.late)}"
    return shown


def compared(tile: Tile, found: Overview, notes: Notation) -> Change | None:
    """The change on the earlier period; None where nothing is compared, or it ran at a loss.

    A share of a loss says nothing.
    """
    now, before = found.fact("now", tile.figure), found.fact("earlier", tile.figure)
    if now is None or before is None or found.late is not None:
        return None
    if not isinstance(before.value, int) or before.value <= 0:
        return None
    return changed(tile, now, before, notes)


def _on(found: Overview, notes: Notation) -> str:
    return f"on {notes.day(found.period.window.last)}"


def _burn(ahead: FactBook, notes: Notation, url: Url) -> dict[str, Any]:
    fact, over = ahead.get("burn.net"), ahead.get("burn.months")
    name = "Net burn a month"
    if fact is None or over is None:
        return {"name": name, "missing": {"text": "not forecast", **FORECAST}}
    note = f"mean of {figures.words(over, notes)} months"
    if not fact.value:
        flow = ahead.get("burn.flow")
        note = f"{'cash grows' if flow is None or flow.value else 'none'}, {note}"
    return {"name": name, "value": figures.words(fact, notes), "url": url(fact), "note": note}


def _runway(ahead: FactBook, notes: Notation, url: Url) -> dict[str, Any]:
    """The day on which cash is below the floor: most likely, and a tenth on each side."""
    name, months = "Runway", ahead.get("zero.months")
    if months is None:
        return {"name": name, "missing": {"text": "not forecast", **FORECAST}}
    ahead_months = figures.words(months, notes)
    limits = " to ".join(_day(ahead.get(key), notes) for key in ("zero.p10", "zero.p90"))
    middle = ahead.get("zero.p50")
    if middle is None:
        first = ahead.get("zero.p10")
        note = f"P10 {figures.words(first, notes)}, P50 beyond" if first else "P10 to P90 beyond"
        return {"name": name, "value": f"over {ahead_months}", "unit": " months", "note": note}
    return {
        "name": name,
        "value": figures.words(middle, notes),
        "url": url(middle) if middle.rows else "",
        "note": f"P10 to P90: {limits}",
    }


def _day(fact: Fact | None, notes: Notation) -> str:
    return figures.words(fact, notes) if fact else "not in sight"


def _budget(found: Overview, notes: Notation, url: Url) -> dict[str, Any]:
    """The last whole month's difference to its budget."""
    total = _budget_fact(found, "difference")
    if total is None or found.ground is None:
        last = notes.day(found.period.window.last)
        return {
            "name": "Against budget",
            "missing": {"text": "no budget", **BUDGETS},
            "note": f"none approved up to {last}",
        }
    plan, actual = _budget_fact(found, "budget"), _budget_fact(found, "actual")
    assert plan is not None
    assert actual is not None
    assert isinstance(total.value, int)
    return {
        "name": "Against budget",
        "value": notes.money(total.value, plus=True),
        "url": url(total),
        "note": f"{month(found.ground.now.window.first)}: {figures.words(actual, notes)}, planned "
        f"{figures.words(plan, notes)}",
    }


def _budget_fact(found: Overview, name: str) -> Fact | None:
    return found.book.get(fact_key("budget", found.currency, "sum", name))


def cash_by_day(found: Overview, notes: Notation, name: str, earlier_name: str) -> dict[str, Any]:
    """Cash on each evening of the period, beside the earlier one."""
    window, earlier = found.period.window, found.period.earlier
    days = [window.first + timedelta(days=i) for i in range(window.days)]
    values = found.daily_cash(window)
    past: list[int | None] = []
    if earlier is not None and earlier.last >= found.since:
        past = (found.daily_cash(earlier) + [None] * window.days)[: window.days]
    chart = charts.trend(
        days,
        values,
        earlier=past if any(value is not None for value in past) else (),
        name=name,
        earlier_name=earlier_name,
        finding=_finding(values, name, notes),
        caption="Cash on each evening",
        show=written(notes, money=True),
        axis=written_short(notes, money=True),
        gaps=_gaps(found),
        so_far=found.period.so_far,
        today=notes.today,
    )
    return {"title": "Cash by day", "chart": chart}


def _finding(values: list[int | None], name: str, notes: Notation) -> str:
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return f"Cash by day, {name}."
    way = "rose" if known[-1] > known[0] else "fell"
    if known[-1] == known[0]:
        return f"Cash stayed at {notes.money(known[0])}, {name}."
    return f"Cash {way} from {notes.money(known[0])} to {notes.money(known[-1])}, {name}."


def _gaps(found: Overview) -> list[charts.Gap]:
    last = found.period.window.last
    if found.late is None or found.late >= last:
        return []
    return [charts.Gap(found.late + timedelta(days=1), last, "a statement is missing")]


def budget_rows(found: Overview, notes: Notation, url: Url) -> dict[str, Any] | None:
    """The categories furthest from their budget, and all of them together."""
    if found.compared is None or found.ground is None:
        return None
    budgeted = [row for row in found.compared.rows if row.verdict != "no_budget"]
    ordered = sorted(budgeted, key=lambda row: -abs(row.difference))[:BUDGET_ROWS]

    def cells(keys: Iterable[str]) -> list[dict[str, str]]:
        return [_cell(found.book.get(key), notes, url) for key in keys]

    rows = [
        {
            "name": row.category,
            "verdict": row.verdict,
            "cells": cells(planned.row_key(found.ground, row, name) for name in BUDGET_KEYS),
        }
        for row in ordered
    ]
    keys = (fact_key("budget", found.currency, "sum", name) for name in BUDGET_KEYS)
    return {
        "title": f"Budget against actual, {month(found.ground.now.window.first, long=True)}",
        "rows": rows,
        "total": cells(keys),
        "more": len(budgeted) - len(rows),
    }


def _cell(fact: Fact | None, notes: Notation, url: Url) -> dict[str, str]:
    if fact is None or fact.value is None:
        return {}
    words = figures.words(fact, notes)
    if fact.key.endswith(".difference") and isinstance(fact.value, int):
        words = notes.money(fact.value, fact.currency or "", plus=True)
    return {"text": words, "url": url(fact) if fact.rows else ""}

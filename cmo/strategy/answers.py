"""What spend brings at present, channel by channel, for pages that are about no plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.html import format_html

from cmo import selectors
from cmo.analysis.channels import channel_figures
from cmo.analysis.response import ResponseCurve
from cmo.analysis.rows import MetricRows
from cmo.models.columns import channel_label
from cmo.strategy.contracts import BASELINE_DAYS
from cmo.strategy.drawing import drawn
from cmo.strategy.fitting import HISTORY_DAYS, NOUNS, Responses, curve_facts, points_of
from cmo.strategy.refusals import Refused, figure, told
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook
from kernel.core.windows import Window
from kernel.formats import Notation
from kernel.screens import figures

OUTCOMES = ("revenue", "conversions", "sessions")


def answers(
    today: dt.date, notes: Notation, book: FactBook, url: Callable[[Fact], str]
) -> list[dict[str, Any]]:
    """A part a currency: the curves that there are, and why the other channels have none.

    The facts of the curves go into `book`; `url` opens their rows. Nothing without a channel that
    spent in the last months.
    """
    rows = selectors.metric_rows(Window.ending(today, HISTORY_DAYS))
    parts = []
    for currency in rows.currencies():
        found = _responses(rows.of_currency(currency), currency, today)
        if found is not None:
            parts.append(_part(found, notes, book, url))
    return sorted(parts, key=lambda part: -part["spent"])


def _responses(own: MetricRows, currency: str, today: dt.date) -> Responses | None:
    last = own.counted().last_day(today)
    if last is None:
        return None
    each = channel_figures(own, Window.ending(last, BASELINE_DAYS))[1:]
    spent = {one.channel: one.cost for one in each if one.cost}
    paid = own.of_channels(spent)
    outcome = next((column for column in OUTCOMES if paid.total(column)), "")
    return Responses(own, outcome, currency, last, spent) if spent and outcome else None


def _part(
    found: Responses, notes: Notation, book: FactBook, url: Callable[[Fact], str]
) -> dict[str, Any]:
    fits = {name: found.fit(name) for name in sorted(found.spent, key=lambda n: -found.spent[n])}
    return {
        "currency": found.currency,
        "spent": sum(found.spent.values()),
        "days": notes.day_range(found.history.first, found.history.last),
        "curves": [
            _curve(found, name, fit, notes, book, url)
            for name, fit in fits.items()
            if isinstance(fit, ResponseCurve)
        ],
        "refused": told(
            (
                Refused(name, fit.what, figure(fit.what, fit.have), figure(fit.what, fit.need))
                for name, fit in fits.items()
                if not isinstance(fit, ResponseCurve)
            ),
            notes,
        ),
    }


def _curve(
    found: Responses,
    name: str,
    curve: ResponseCurve,
    notes: Notation,
    book: FactBook,
    url: Callable[[Fact], str],
) -> dict[str, Any]:
    label, start = channel_label(name), fact_key("answer", found.currency, name)
    for fact in curve_facts(found, name, curve, start):
        book.add(fact)
    if found.outcome == "revenue":
        said = f"A further unit of spend brings {{fact:{start}.marginal_now}}."
    else:
        said = f"A further {NOUNS[found.outcome]} costs {{fact:{start}.marginal_now}}."
    full = f"It brings {{fact:{start}.saturation}} of the most that it can."
    points = points_of(curve, curve.spend)
    return {
        "name": label,
        "why": format_html(
            "{} {}",
            figures.linked(said, book, notes, url),
            figures.linked(full, book, notes, url),
        ),
        "chart": drawn(label, points, found.outcome, found.currency, notes, planned=False),
    }

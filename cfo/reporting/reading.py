"""Reading what reports are made from, inside a read scope."""

from __future__ import annotations

import datetime as dt

from cfo import selectors
from cfo.analysis import months
from cfo.reporting.contracts import ReportInput
from cfo.reporting.ground import BudgetBook, Ground, Period, Sales
from kernel.core.contracts import Need

Grounds = tuple[Ground, ...]


def read(payload: ReportInput, today: dt.date, currency: str) -> Grounds | list[Need]:
    """A ground a currency, the reporting currency first; needs where nothing can be reported."""
    last_line = selectors.last_line()
    if last_line is None:
        return [_no_lines()]
    reached = selectors.reach(payload.currency or currency, last_line, today)
    last = _last_month(payload, reached, today)
    now = Period("now", last - payload.months + 1, last)
    codes = sorted(selectors.currencies(), key=lambda code: code != currency)
    if payload.currency:
        codes = [code for code in codes if code == payload.currency]
        if not codes:
            return [_other_currency(payload.currency)]
    everything = selectors.ledger()
    found = tuple(
        Ground(
            code,
            own,
            selectors.openings(code),
            BudgetBook(selectors.approved_budget(code)),
            Sales(selectors.invoices(code), selectors.sold(code)),
            now,
            today,
            payload.winning,
        )
        for code in codes
        if len((own := everything.of_currency(code)).rows)
        and months.number_of(own.rows.date.min().item()) <= last
    )
    return found or [_too_early()]


def _last_month(payload: ReportInput, reached: dt.date, today: dt.date) -> int:
    """The asked month, or the last that lines or a stated balance cover whole."""
    if payload.month is not None:
        return min(months.number_of(payload.month), months.number_of(today))
    whole = selectors.last_whole_month(reached, today)
    first = months.number_of(reached)
    return whole if whole >= first - 1 else first


def _no_lines() -> Need:
    return Need(
        what="Bank lines",
        why="Reports are built from them, and there is none.",
        question="Will you import a statement of one of your accounts?",
        agent="cfo-ledger-intake",
    )


def _other_currency(currency: str) -> Need:
    return Need(
        what=f"Bank lines in {currency}",
        why="No account has a line in this currency.",
        question="Will you leave the currency empty, or import a statement in it?",
    )


def _too_early() -> Need:
    return Need(
        what="Bank lines of that time",
        why="Every line is of a later month.",
        question="Which month do you mean?",
    )

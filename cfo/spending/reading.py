"""Reading a workspace's lines into a workbook, inside a read scope."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Max

from cfo import selectors
from cfo.analysis import months
from cfo.analysis.spending import Horizon
from cfo.models import Transaction
from cfo.spending.contracts import HISTORY_MONTHS, SpendInput
from cfo.spending.workbook import Workbook
from kernel.core.contracts import Need
from kernel.core.windows import Window
from kernel.formats import exponent

STALE = timedelta(days=31)
"""A month without any line is a statement that is missing, and no month without payments."""


def read(payload: SpendInput, today: date, currency: str) -> Workbook | list[Need]:
    """Lines as far back as the longest question asks; needs where there are none at all.

    `currency` is the workspace's reporting currency.
    """
    until, newest = min(payload.until or today, today), _newest(payload.currency, today)
    late = payload.until is None and newest is not None and today - newest > STALE
    if late and newest is not None:
        until = _known_to(newest, today)
    first = months.first_day(months.number_of(until) - HISTORY_MONTHS)
    ledger = selectors.ledger(Window(first, until), currency=payload.currency)
    if not len(ledger.rows):
        return [_nothing(payload.currency)]
    own = selectors.settings()
    limit = own.split_limit if own else None
    if payload.split_limit is not None:
        limit = payload.split_limit * 10 ** exponent(currency)
    return Workbook(
        ledger,
        selectors.approved_budget(currency),
        currency,
        Horizon(until, report_months=payload.months, split_limit=limit),
        late,
    )


def _known_to(newest: date, today: date) -> date:
    """The newest line's day, or its month's last where the lines cover the month whole."""
    number = months.number_of(newest)
    if selectors.last_whole_month(newest, today) < number:
        return newest
    return months.last_day(number)


def _newest(currency: str, today: date) -> date | None:
    """The day of the newest line, of one currency where one is named."""
    lines = Transaction.objects.filter(date__lte=today)
    if currency:
        lines = lines.filter(currency=currency)
    newest: date | None = lines.aggregate(newest=Max("date"))["newest"]
    return newest


def _nothing(currency: str) -> Need:
    if currency:
        return Need(
            what=f"Bank lines in {currency}",
            why="No line fits what was asked for.",
            question="Will you leave the currency empty, or import a statement in it?",
        )
    return Need(
        what="Bank lines",
        why="There is no payment to look at.",
        question="Will you import a statement of one of your accounts?",
        agent="cfo-ledger-intake",
    )

"""How long customers take to pay, and what is overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cfo.analysis.values import MixedCurrenciesError
from kernel.statistics.values import AnalysisError, NotEnoughDataError

BUCKETS = (("not_due", None, 0), ("1_30", 1, 30), ("31_60", 31, 60), ("61_90", 61, 90),
           ("over_90", 91, None))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice to a customer; `paid_on` None while open. `total` in minor units."""

    key: str
    customer: str
    issued_on: date
    due_on: date
    paid_on: date | None
    total: int
    currency: str


@dataclass(frozen=True, slots=True)
class AgeingBucket:
    """Open invoices so many days past due: their sum, number and keys."""

    name: str
    first_day: int | None
    last_day: int | None
    amount: int
    count: int
    invoices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ageing:
    """Everything open on a day: the buckets add up to `open_amount`."""

    as_of: date
    currency: str
    buckets: tuple[AgeingBucket, ...]
    open_amount: int
    overdue_amount: int


@dataclass(frozen=True, slots=True)
class DaysSalesOutstanding:
    """`days` = open receivables / sales of the window x the window's days."""

    days: float
    open_amount: int
    sales: int
    window_days: int
    invoices: tuple[str, ...]


def aged(invoices: Sequence[Invoice], as_of: date) -> Ageing:
    """Open invoices by days past due, on the evening of `as_of`; later ones are not looked at.

    Raises MixedCurrenciesError for several currencies.
    """
    open_ = _open(invoices, as_of)
    buckets = []
    for name, first, last in BUCKETS:
        inside = [
            one
            for one in open_
            if (first is None or (as_of - one.due_on).days >= first)
            and (last is None or (as_of - one.due_on).days <= last)
        ]
        keys = tuple(sorted(one.key for one in inside))
        amount = sum(one.total for one in inside)
        buckets.append(AgeingBucket(name, first, last, amount, len(inside), keys))
    total = sum(bucket.amount for bucket in buckets)
    currency = open_[0].currency if open_ else ""
    return Ageing(as_of, currency, tuple(buckets), total, total - buckets[0].amount)


def days_sales_outstanding(
    invoices: Sequence[Invoice], as_of: date, window_days: int = 91
) -> DaysSalesOutstanding:
    """Receivables open on `as_of` over the sales invoiced in the days up to it.

    Raises NotEnoughDataError where nothing was invoiced in the window.
    Source: the textbook ratio, receivables / credit sales x days.
    """
    if window_days < 1:
        raise AnalysisError("a window has at least one day")
    open_ = _open(invoices, as_of)
    recent = [one for one in invoices if 0 <= (as_of - one.issued_on).days < window_days]
    sales = sum(one.total for one in recent)
    if sales <= 0:
        raise NotEnoughDataError(f"invoices of the last {window_days} days", len(recent), 1)
    amount = sum(one.total for one in open_)
    keys = tuple(sorted(one.key for one in open_))
    return DaysSalesOutstanding(amount * window_days / sales, amount, sales, window_days, keys)


def _open(invoices: Sequence[Invoice], as_of: date) -> list[Invoice]:
    currencies = tuple(sorted({one.currency for one in invoices}))
    if len(currencies) > 1:
        raise MixedCurrenciesError(currencies)
    return [
        one
        for one in invoices
        if one.issued_on <= as_of and (one.paid_on is None or one.paid_on > as_of)
    ]

"""What people cost, head by head and month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cfo.analysis import months
from cfo.analysis.values import MixedCurrenciesError
from kernel.statistics.values import AnalysisError


@dataclass(frozen=True, slots=True)
class Head:
    """A person or position: whole months from `start` to `end` (None: open), `cost` a month.

    Months as `months.number_of` counts them; cost in minor units, above zero.
    """

    name: str
    start: int
    end: int | None
    cost: int
    currency: str


@dataclass(frozen=True, slots=True)
class HeadRow:
    name: str
    by_month: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Payroll:
    """Costs above zero, each head a row; `by_month` and `heads` sum the rows and count them."""

    currency: str
    months: tuple[str, ...]
    rows: tuple[HeadRow, ...]
    by_month: tuple[int, ...]
    heads: tuple[int, ...]
    total: int


def payroll_by_head(heads: Sequence[Head], first: int, last: int) -> Payroll:
    """The months `first` to `last`; heads with no month inside are left out.

    Raises AnalysisError for a negative cost and for an end before its start,
    MixedCurrenciesError for several currencies.
    """
    currencies = tuple(sorted({head.currency for head in heads}))
    if len(currencies) > 1:
        raise MixedCurrenciesError(currencies)
    rows = []
    for head in heads:
        if head.cost < 0 or (head.end is not None and head.end < head.start):
            raise AnalysisError(f"{head.name}: a cost below zero, or an end before the start")
        by_month = tuple(
            head.cost if head.start <= month and (head.end is None or month <= head.end) else 0
            for month in range(first, last + 1)
        )
        if any(head.start <= m and (head.end is None or m <= head.end)
               for m in range(first, last + 1)):  # fmt: skip
            rows.append(HeadRow(head.name, by_month, sum(by_month)))
    width = range(last - first + 1)
    by_month = tuple(sum(row.by_month[at] for row in rows) for at in width)
    return Payroll(
        currency=currencies[0] if currencies else "",
        months=tuple(months.label(number) for number in range(first, last + 1)),
        rows=tuple(rows),
        by_month=by_month,
        heads=tuple(sum(1 for row in rows if row.by_month[at]) for at in width),
        total=sum(by_month),
    )

"""Profit and loss, and cash flow, from bank lines: cash basis, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cfo.analysis import months
from cfo.analysis.rows import UNCATEGORISED, LedgerRows
from kernel.statistics.rows import Evidence
from kernel.statistics.values import AnalysisError

Section = Literal[
    "revenue", "cogs", "opex", "payroll", "tax", "uncategorised", "financing", "transfer"
]
SECTIONS: tuple[Section, ...] = (
    "revenue", "cogs", "opex", "payroll", "tax", "uncategorised", "financing", "transfer",
)  # fmt: skip
BASIS = "cash"


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A category's signed sums, one a month, and their total; costs are below zero."""

    section: Section
    category: str
    by_month: tuple[int, ...]
    total: int
    rows: Evidence


@dataclass(frozen=True, slots=True)
class Sum:
    """A line that adds up others: one value a month, and the total."""

    by_month: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ProfitAndLoss:
    """Cash basis, of one currency: every sum is the plain sum of the rows above it.

    Gross profit is revenue and cogs; operating profit adds opex and payroll; net adds tax and
    what nobody has categorised yet, which stands in its own row. Transfers and financing are
    left out.
    """

    currency: str
    basis: str
    months: tuple[str, ...]
    rows: tuple[StatementRow, ...]
    revenue: Sum
    gross_profit: Sum
    operating_profit: Sum
    net: Sum


@dataclass(frozen=True, slots=True)
class CashFlow:
    """Where the money went: operating, financing, uncategorised, transfers not paired up.

    `opening` + `operating` + `uncategorised` + `financing` + `transfers` = `closing`, each month.
    """

    currency: str
    basis: str
    months: tuple[str, ...]
    rows: tuple[StatementRow, ...]
    opening: tuple[int, ...]
    operating: Sum
    uncategorised: Sum
    financing: Sum
    transfers: Sum
    change: Sum
    closing: tuple[int, ...]


def profit_and_loss(rows: LedgerRows, first: int, last: int) -> ProfitAndLoss:
    """The months `first` to `last` (`months.number_of`) of rows of one currency.

    Raises MixedCurrenciesError for several, AnalysisError where the months are turned round.
    """
    lines = _lines(rows, first, last)
    width = last - first + 1
    kept = tuple(line for line in lines if line.section not in ("financing", "transfer"))
    revenue = _sum(kept, ("revenue",), width)
    gross = _sum(kept, ("revenue", "cogs"), width)
    operating = _sum(kept, ("revenue", "cogs", "opex", "payroll"), width)
    return ProfitAndLoss(
        rows.one_currency(), BASIS, _labels(first, last), kept, revenue, gross, operating,
        _sum(kept, SECTIONS, width),
    )  # fmt: skip


def cash_flow(rows: LedgerRows, first: int, last: int, opening: int) -> CashFlow:
    """The same months with the cash that they began with: `opening` in minor units.

    Between own accounts nothing is gained: `transfers` is zero where both sides are in the rows.
    """
    lines = _lines(rows, first, last)
    width = last - first + 1
    change = _sum(lines, SECTIONS, width)
    closing = []
    cash = opening
    for amount in change.by_month:
        cash += amount
        closing.append(cash)
    return CashFlow(
        currency=rows.one_currency(),
        basis=BASIS,
        months=_labels(first, last),
        rows=lines,
        opening=(opening, *closing[:-1]),
        operating=_sum(lines, ("revenue", "cogs", "opex", "payroll", "tax"), width),
        uncategorised=_sum(lines, ("uncategorised",), width),
        financing=_sum(lines, ("financing",), width),
        transfers=_sum(lines, ("transfer",), width),
        change=change,
        closing=tuple(closing),
    )


def _lines(rows: LedgerRows, first: int, last: int) -> tuple[StatementRow, ...]:
    if last < first:
        raise AnalysisError("the last month comes before the first")
    currency = rows.one_currency()
    window = months.window(first, last)
    inside = rows.within(window)
    found = []
    for kind, category in sorted(set(zip(inside.kind, inside.category, strict=True))):
        own = inside.where((inside.kind == kind) & (inside.category == category))
        by_month = own.monthly(first, last)
        equals = (("category", (category,)), ("currency", (currency,)))
        section: Section = "uncategorised" if kind == UNCATEGORISED else kind
        found.append(
            StatementRow(section, category, by_month, sum(by_month), own.evidence(window, equals))
        )
    found.sort(key=lambda row: (SECTIONS.index(row.section), -abs(row.total), row.category))
    return tuple(found)


def _sum(lines: tuple[StatementRow, ...], sections: tuple[Section, ...], width: int) -> Sum:
    kept = [line.by_month for line in lines if line.section in sections]
    by_month = tuple(sum(column) for column in zip(*kept, strict=True)) or (0,) * width
    return Sum(by_month, sum(by_month))


def _labels(first: int, last: int) -> tuple[str, ...]:
    return tuple(months.label(number) for number in range(first, last + 1))

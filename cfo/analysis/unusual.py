"""Months, payments and budgets that stand out from their own past."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cfo.analysis.budgets import BudgetLine
from cfo.analysis.outliers import decomposed
from cfo.analysis.payments import by_payee
from cfo.analysis.rows import COSTS, LedgerRows
from cfo.analysis.series import Floats
from kernel.statistics.outliers import VALUES_NEEDED, generalized_esd
from kernel.statistics.quantiles import student_quantile, student_two_sided, two_sided_point
from kernel.statistics.values import Interval, NotEnoughDataError, Shortfall

SEASON = 12
OUTLIERS_SHARE = 5
EXCESS_NEEDED = 0.15
REGULAR_SHARE = 0.8
PAYMENT_TIMES = 2.0
OVERRUN_NEEDED = 0.10
MONTHS_OF_BUDGET = 6
MAD_TO_SIGMA = 1.482602218505602
FAR = 4.0


@dataclass(frozen=True, slots=True)
class UnusualMonth:
    """A category cost `actual` in `month`, above zero, where `usual` was to be expected."""

    category: str
    month: int
    actual: int
    usual: Interval
    excess: Interval


@dataclass(frozen=True, slots=True)
class UnusualPayment:
    """The payment at index `row` is `times` what its payee usually gets (the median)."""

    row: int
    currency: str
    payee: str
    amount: int
    usual: int
    times: float


@dataclass(frozen=True, slots=True)
class Overrun:
    """A category went over its budget in `month`: amounts above zero.

    `over` = actual - budget. `unexpected` is what of that goes beyond how the category usually
    keeps its budget, with its interval.
    """

    category: str
    month: int
    budget: int
    actual: int
    over: int
    unexpected: Interval
    p_value: float


def unusual_months(
    rows: LedgerRows, first: int, last: int, alpha: float = 0.01, level: float = 0.95
) -> tuple[tuple[UnusualMonth, ...], tuple[Shortfall, ...]]:
    """Months of a cost category above its trend and season, largest excess first.

    `rows` are of one currency, `first` and `last` whole months. Residuals of the decomposition
    go through the generalized ESD test, alpha divided by the number of categories; a month counts
    that lies beyond the prediction limit of as small an alpha, since a robust fit leaves an
    outlier's residual whole and shrinks the others, and is at least 15 % above usual, unless the
    same month a year before or after was high too.
    Categories with less than 15 months since they began, or that cost nothing in every fifth of
    them, are among the shortfalls.
    """
    rows.one_currency()
    costs = rows.of_kinds(*COSTS)
    names = sorted(set(costs.category.tolist()))
    found: list[UnusualMonth] = []
    short: list[Shortfall] = []
    for category in names:
        values = _since_start(costs.of_category(category).monthly(first, last))
        paid = sum(value != 0 for value in values)
        if paid < REGULAR_SHARE * len(values):
            short.append(Shortfall(category, "months with costs", paid, len(values)))
            continue
        try:
            fit = decomposed([float(value) for value in values], SEASON)
            share = max(1, len(values) // OUTLIERS_SHARE)
            flagged = generalized_esd(fit.residuals.tolist(), share, alpha / len(names)).outliers
        except NotEnoughDataError as error:
            short.append(error.shortfall(category))
            continue
        for at in flagged:
            usual, actual = fit.usual_between(at, level), values[at]
            surely = fit.usual_between(at, 1 - 2 * alpha / len(names) / len(values)).high
            if actual <= max(surely, usual.estimate * (1 + EXCESS_NEEDED)):
                continue
            if _yearly(fit.residuals, at):
                continue
            excess = Interval(
                actual - usual.estimate, actual - usual.high, actual - usual.low, level
            )
            month = last - len(values) + 1 + at
            found.append(UnusualMonth(category, month, actual, usual, excess))
    found.sort(key=lambda one: (-one.excess.estimate, one.category, one.month))
    return tuple(found), tuple(short)


def _yearly(residuals: Floats, at: int) -> bool:
    """Whether the same month of another year departs at least half as much, the same way."""
    others = [at + years * SEASON for years in (-2, -1, 1, 2)]
    return any(
        residuals[other] >= residuals[at] / 2 for other in others if 0 <= other < len(residuals)
    )


def _since_start(values: Sequence[int]) -> list[int]:
    """Costs above zero, from the first month that has any."""
    costs = [-value for value in values]
    start = next((at for at, value in enumerate(costs) if value), len(costs))
    return costs[start:]


def unusual_payments(rows: LedgerRows, alpha: float = 0.01) -> tuple[UnusualPayment, ...]:
    """Payments far above what their payee usually gets, largest first.

    Payees with 15 payments and more; logarithms of the amounts go through the generalized ESD
    test, alpha divided by the number of these payees; only what is at least twice the median.
    """
    groups = {
        name: indices for name, indices in by_payee(rows).items() if len(indices) >= VALUES_NEEDED
    }
    found = []
    for (currency, payee), indices in groups.items():
        amounts = -rows.amount[list(indices)]
        logs = np.log(amounts.astype(np.float64))
        tested = generalized_esd(
            logs.tolist(), max(1, len(indices) // 2 // OUTLIERS_SHARE), alpha / len(groups)
        )
        usual = float(np.median(amounts))
        for at in tested.outliers:
            amount = int(amounts[at])
            if amount >= PAYMENT_TIMES * usual:
                found.append(
                    UnusualPayment(
                        indices[at], currency, payee, amount, round(usual), amount / usual
                    )
                )
    return tuple(sorted(found, key=lambda one: (-one.amount, one.payee, one.row)))


def budget_overruns(
    rows: LedgerRows,
    budget: Sequence[BudgetLine],
    first: int,
    last: int,
    alpha: float = 0.01,
    level: float = 0.95,
) -> tuple[tuple[Overrun, ...], tuple[Shortfall, ...]]:
    """Months in which a cost category went over its budget by more than it usually does.

    For each category the ratio of actual to budget, on logarithms, is compared with that of the
    other months (but those over four robust deviations off) by Student's t, alpha divided by the
    number of months looked at; and the month is at least 10 % over. Needs six budgeted months of
    a category.
    """
    rows.one_currency()
    planned = _planned(budget, first, last)
    costs = rows.of_kinds(*COSTS)
    looks = max(1, sum(len(months) for months in planned.values()))
    found: list[Overrun] = []
    short: list[Shortfall] = []
    for category, months in sorted(planned.items()):
        actual = costs.of_category(category).monthly(first, last)
        pairs = [(month, -amount, -actual[month - first]) for month, amount in months.items()]
        pairs = [one for one in sorted(pairs) if one[1] > 0 and one[2] > 0]
        if len(pairs) < MONTHS_OF_BUDGET:
            short.append(Shortfall(category, "budgeted months", len(pairs), MONTHS_OF_BUDGET))
            continue
        logs = np.array([math.log(spent / plan) for _, plan, spent in pairs])
        for at, (month, plan, spent) in enumerate(pairs):
            rest = np.delete(logs, at)
            if spent >= plan * (1 + OVERRUN_NEEDED):
                one = _overrun(category, month, plan, spent, rest, level)
                if one.p_value < alpha / looks:
                    found.append(one)
    found.sort(key=lambda one: (-one.over, one.category, one.month))
    return tuple(found), tuple(short)


def _planned(budget: Sequence[BudgetLine], first: int, last: int) -> dict[str, dict[int, int]]:
    planned: dict[str, dict[int, int]] = {}
    for line in budget:
        if line.kind in COSTS and first <= line.month <= last:
            months = planned.setdefault(line.category, {})
            months[line.month] = months.get(line.month, 0) + line.amount
    return planned


def _overrun(
    category: str, month: int, plan: int, spent: int, rest: Floats, level: float
) -> Overrun:
    middle = float(np.median(rest))
    robust = MAD_TO_SIGMA * float(np.median(np.abs(rest - middle)))
    kept = rest[np.abs(rest - middle) <= FAR * robust]
    middle, degrees = float(kept.mean()), max(1, len(kept) - 1)
    spread = math.sqrt(float(((kept - middle) ** 2).sum()) / degrees)
    unsure = max(spread * math.sqrt(1 + 1 / len(kept)), 1e-9)
    reach = student_quantile(two_sided_point(level), degrees) * unsure
    usual = plan * math.exp(middle)
    excess = Interval(
        spent - usual, spent - usual * math.exp(reach), spent - usual * math.exp(-reach), level
    )
    p_value = student_two_sided((math.log(spent / plan) - middle) / unsure, degrees)
    return Overrun(category, month, plan, spent, spent - plan, excess, p_value)

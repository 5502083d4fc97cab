"""Charges that come back: their period, their price, the next day, and price rises."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Literal

import numpy as np

from cfo.analysis import months
from cfo.analysis.payments import NOT_SPENT, by_payee
from cfo.analysis.prices import PriceStep, price_steps
from cfo.analysis.rows import LedgerRows
from kernel.statistics.values import Interval

Period = Literal["weekly", "fortnightly", "monthly", "quarterly", "yearly"]

PERIODS: tuple[tuple[Period, float, int, int], ...] = (
    ("weekly", 7.0, 2, 52),
    ("fortnightly", 14.0, 3, 26),
    ("monthly", 30.4375, 6, 12),
    ("quarterly", 91.3125, 12, 4),
    ("yearly", 365.25, 25, 1),
)
MONTHS_IN = {"monthly": 1, "quarterly": 3, "yearly": 12}
PAYMENTS_NEEDED = 3
REGULAR_SHARE = 0.8
STEADY_WITHIN = 0.15
FIXED_WITHIN = 0.03
NEAR_AMOUNT = 0.25


@dataclass(frozen=True, slots=True)
class RecurringCharge:
    """Payments (indices) of one payee at regular distances and a steady price.

    `amount` is the present price, `yearly` that price for a year, both above zero. `fixed` where
    amounts keep within 3 % between steps, as a price does and a bill for use does not. `stopped`
    where the next payment is overdue by more than the period's tolerance on the day of the
    question. `steps` are the changes of price, oldest first (their `at` counts in `rows`).
    """

    rows: tuple[int, ...]
    currency: str
    payee: str
    category: str
    period: Period
    amount: int
    yearly: int
    first_on: date
    last_on: date
    next_on: date
    fixed: bool
    stopped: bool
    steps: tuple[PriceStep, ...]


@dataclass(frozen=True, slots=True)
class PriceRise:
    """A recurring charge that went up on `since`; `extra_yearly` is what that costs in a year."""

    charge: RecurringCharge
    since: date
    before: int
    after: int
    ratio: Interval
    extra_yearly: int


def recurring_charges(rows: LedgerRows, as_of: date) -> tuple[RecurringCharge, ...]:
    """Weekly to yearly charges among money out up to `as_of`, the dearest in a year first.

    A payee's payments are tried together, then by groups of like amounts, since one payee may
    bill several things. Regular: four fifths of the distances are one period (or two: a payment
    missed) within its tolerance. Steady: between changes of price, the middle half of the amounts
    is within 15 % of the median. Salaries are not looked at. Currencies are kept apart.
    """
    kept = rows.where(rows.date <= np.datetime64(as_of, "D"))
    found = []
    for (currency, payee), indices in by_payee(kept, (*NOT_SPENT, "payroll")).items():
        whole = _charge(kept, indices, currency, payee, as_of)
        if whole is not None:
            found.append(whole)
            continue
        groups = _like_amounts(kept, indices)
        if len(groups) > 1:
            parts = (_charge(kept, group, currency, payee, as_of) for group in groups)
            found += [part for part in parts if part is not None]
    return tuple(sorted(found, key=lambda one: (one.currency, -one.yearly, one.payee, one.rows)))


def price_rises(
    charges: Sequence[RecurringCharge], rows: LedgerRows, since: date
) -> tuple[PriceRise, ...]:
    """The last rise of each running charge of a fixed price, if it came on `since` or later.

    Bills for use (energy, carriers, advertising) rise with use, which is no rise of a price. The
    dearest in a year first.
    `rows` are those that the charges were found in, cut off at the same day.
    """
    found = []
    for charge in charges:
        if (
            charge.stopped
            or not charge.fixed
            or not charge.steps
            or charge.steps[-1].ratio.estimate <= 1
        ):
            continue
        step = charge.steps[-1]
        day = rows.day(charge.rows[step.at])
        if day >= since:
            times = next(times for name, _, _, times in PERIODS if name == charge.period)
            extra = (step.after - step.before) * times
            found.append(PriceRise(charge, day, step.before, step.after, step.ratio, extra))
    return tuple(sorted(found, key=lambda one: (-one.extra_yearly, one.charge.payee)))


def _charge(
    rows: LedgerRows, indices: Sequence[int], currency: str, payee: str, as_of: date
) -> RecurringCharge | None:
    days = [rows.day(at) for at in indices]
    regular = _period(days)
    if regular is None:
        return None
    name, _, tolerance, times = regular
    amounts = [-int(rows.amount[at]) for at in indices]
    steps = price_steps(amounts)
    cuts = [step.at for step in steps]
    if not _steady(amounts, cuts, STEADY_WITHIN):
        return None
    price = round(median(amounts[steps[-1].at if steps else 0 :]))
    following = _next(days, name)
    return RecurringCharge(
        rows=tuple(indices),
        currency=currency,
        payee=payee,
        category=str(rows.category[indices[-1]]),
        period=name,
        amount=price,
        yearly=price * times,
        first_on=days[0],
        last_on=days[-1],
        next_on=following,
        fixed=_steady(amounts, cuts, FIXED_WITHIN),
        stopped=(as_of - following).days > tolerance,
        steps=steps,
    )


def _period(days: Sequence[date]) -> tuple[Period, float, int, int] | None:
    if len(days) < PAYMENTS_NEEDED:
        return None
    gaps = [(b - a).days for a, b in itertools.pairwise(days)]
    for name, length, tolerance, times in PERIODS:
        if abs(median(gaps) - length) > tolerance:
            continue
        fits = sum(min(abs(gap - length), abs(gap - 2 * length)) <= tolerance for gap in gaps)
        if fits >= REGULAR_SHARE * len(gaps):
            return name, length, tolerance, times
    return None


def _steady(amounts: list[int], cuts: list[int], within: float) -> bool:
    """Whether between the cuts the middle half keeps that near to its median."""
    edges = [0, *cuts, len(amounts)]
    for first, last in itertools.pairwise(edges):
        part = sorted(amounts[first:last])
        middle = median(part)
        quarter = len(part) // 4
        inner = part[quarter : len(part) - quarter]
        if max(middle - inner[0], inner[-1] - middle) > within * middle:
            return False
    return True


def _like_amounts(rows: LedgerRows, indices: Sequence[int]) -> list[list[int]]:
    """Groups of amounts without a jump of a quarter between neighbours by size."""
    by_size = sorted(indices, key=lambda at: (-int(rows.amount[at]), at))
    groups: list[list[int]] = []
    for at in by_size:
        size = -int(rows.amount[at])
        if groups and size <= -int(rows.amount[groups[-1][-1]]) * (1 + NEAR_AMOUNT):
            groups[-1].append(at)
        else:
            groups.append([at])
    place = {at: number for number, at in enumerate(indices)}
    return [sorted(group, key=place.__getitem__) for group in groups]


def _next(days: Sequence[date], period: Period) -> date:
    if period in MONTHS_IN:
        usual_day = round(median(day.day for day in days[-6:]))
        return months.moved(days[-1], MONTHS_IN[period], usual_day)
    return days[-1] + timedelta(days=7 if period == "weekly" else 14)

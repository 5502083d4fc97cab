"""What a budget is made from: each category's months, payroll by head, goals, the cash floor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cfo.analysis import allocated, months, payroll_by_head, planned_budget
from cfo.analysis.planning import BudgetPlan, CategoryHistory
from cfo.budgeting.contracts import SAME_MONTHS
from cfo.forecasting.cash import CashAhead
from cfo.forecasting.ground import Ground as Ledgered
from cfo.forecasting.ground import Series, since_gap

PAYROLL_MONTHS = 3
NEAR = 0.1
"""Positions explain the payroll where they cost what was paid, up to this part of it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to plan for; `first` is a month's number, `goals` fractions by category."""

    first: int
    length: int
    goals: Mapping[str, float]
    agreed: tuple[str, ...]
    version: int

    @property
    def months(self) -> tuple[dt.date, ...]:
        return tuple(months.first_day(self.first + at) for at in range(self.length))


@dataclass(frozen=True)
class Ground:
    """The forecaster's ground of one currency, and what was asked of the budget.

    `unknown` are names in goals or agreed costs that no category has; `kept` counts months that
    a person wrote or changed in the version that is drafted.
    """

    asked: Asked
    lines: Ledgered
    unknown: tuple[str, ...] = ()
    kept: int = 0

    @property
    def currency(self) -> str:
        return self.lines.asked.currency

    @property
    def floor(self) -> int:
        return self.lines.asked.floor

    @property
    def skip(self) -> int:
        """Months between the last whole one and the first that is planned."""
        return self.asked.first - self.lines.last - 1

    @cached_property
    def cash(self) -> CashAhead:
        return CashAhead(self.lines)

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """Each category's months, money that was raised left out."""
        return tuple(one for one in self.lines.series if one.name == "category")

    @cached_property
    def agreed(self) -> frozenset[str]:
        """Costs that nobody can cut: named ones, or those that are the same every month."""
        if self.asked.agreed:
            return frozenset(self.asked.agreed)
        return frozenset(
            one.category
            for one in self.series
            if len(one.values) >= SAME_MONTHS and len(set(one.values[-SAME_MONTHS:])) == 1
        )

    @cached_property
    def payroll(self) -> Mapping[str, tuple[int, ...]]:
        """Planned months of payroll categories, where positions explain what was paid lately.

        What the positions cost is shared out as the last months' payments were.
        """
        kinds, last = self.lines.ledger.kinds, self.lines.last
        paid = {
            one.category: -sum(since_gap(one.values)[-PAYROLL_MONTHS:])
            for one in self.series
            if kinds.get(one.category) == "payroll"
        }
        paid = {name: amount for name, amount in paid.items() if amount > 0}
        if not paid or not self.lines.heads:
            return {}
        before = payroll_by_head(self.lines.heads, last - PAYROLL_MONTHS + 1, last).total
        whole = sum(paid.values())
        if abs(before - whole) > NEAR * whole:
            return {}
        ahead = payroll_by_head(
            self.lines.heads, last + 1, self.asked.first + self.asked.length - 1
        )
        shares = [allocated(total, list(paid.values())) for total in ahead.by_month]
        return {name: tuple(-month[place] for month in shares) for place, name in enumerate(paid)}

    @cached_property
    def plan(self) -> BudgetPlan:
        """The budget in three scenarios."""
        return planned_budget(
            [
                CategoryHistory(
                    one.category,
                    self.lines.ledger.kinds[one.category],  # type: ignore[arg-type]
                    since_gap(one.values),
                    committed=one.category in self.agreed,
                    planned=self.payroll.get(one.category),
                )
                for one in self.series
            ],
            self.asked.goals,
            self.asked.first,
            self.asked.length,
            self.cash.now,
            self.floor,
            self.skip,
        )

    def own_words(self) -> list[str]:
        """Names of the workspace's own rows, which text may quote."""
        return [*self.lines.own_words(), *self.unknown]

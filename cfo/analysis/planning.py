"""Budgets from history and goals, in three scenarios, that keep the cash above its floor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cfo.analysis.budgets import BudgetLine
from cfo.analysis.forecasting import Forecast, forecast
from cfo.analysis.money import allocated, divided
from cfo.analysis.rows import Kind
from kernel.statistics.values import AnalysisError, NotEnoughDataError

Scenario = Literal["base", "low", "high"]
SCENARIOS: tuple[Scenario, ...] = ("base", "low", "high")
SEASON = 12
MONTHS_OF_MEAN = 3
CAN_BE_CUT: tuple[Kind, ...] = ("opex",)


@dataclass(frozen=True, slots=True)
class CategoryHistory:
    """A category's signed monthly sums, oldest first, whole months; costs below zero.

    `committed` holds what is already agreed (rent, contracts): it is never cut. `planned` takes
    the place of a forecast where it is known, as payroll by head is.
    """

    category: str
    kind: Kind
    values: tuple[int, ...]
    committed: bool = False
    planned: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class PlannedCategory:
    """Where a category's plan comes from, and how much of it was cut in each scenario.

    `basis` is "forecast", "mean" (of the last three months, where a forecast was refused:
    `reason` says why), "planned" or "none"; `method` is the forecast's.
    """

    category: str
    kind: Kind
    basis: Literal["forecast", "mean", "planned", "none"]
    method: str
    reason: str
    goal: float
    cut: tuple[tuple[Scenario, int], ...]


@dataclass(frozen=True, slots=True)
class BudgetScenario:
    """Lines a month and category, the cash at each month's end, and what the floor still lacks.

    `cut` is what was taken from costs that can be cut, `short_by` the deepest cash below the
    floor that cuts could not mend (0: the floor is kept).
    """

    scenario: Scenario
    lines: tuple[BudgetLine, ...]
    cash: tuple[int, ...]
    lowest_cash: int
    cut: int
    short_by: int


@dataclass(frozen=True, slots=True)
class BudgetPlan:
    first_month: int
    floor: int
    categories: tuple[PlannedCategory, ...]
    scenarios: tuple[BudgetScenario, ...]


def planned_budget(
    history: Sequence[CategoryHistory],
    goals: Mapping[str, float],
    first_month: int,
    length: int,
    cash: int,
    floor: int = 0,
    skip: int = 0,
) -> BudgetPlan:
    """Budgets of `length` months (1 to 12) from `first_month` on, starting with `cash`.

    `skip` months (0 to 12) lie between the histories' end and `first_month`: they are expected to
    go as forecast, and move the cash. A category's `planned` covers them too.

    Each category is forecast from its months; `goals` multiplies it by 1 + the fraction given
    (-0.1: ten percent less). The scenarios move revenue and its cost: low takes revenue half way
    to the lower 80 % limit, high half way to the upper one, and costs of sales follow revenue.
    Where the cash would fall below the floor, operating costs that nobody committed to are cut in
    proportion, in that month first and then in those before it, only by what is needed.
    Raises AnalysisError for lengths and goals out of range, NotEnoughDataError without history.
    """
    if not 1 <= length <= SEASON:
        raise AnalysisError("a budget is made for 1 to 12 months")
    if not 0 <= skip <= SEASON:
        raise AnalysisError("a budget begins within a year of its history's end")
    if not any(one.values or one.planned for one in history):
        raise NotEnoughDataError("categories with history", 0, 1)
    for category, goal in goals.items():
        if not -1.0 <= goal <= 10.0:
            raise AnalysisError(f"the goal of {category} is between -1 and 10")
    drafts = [_draft(one, goals.get(one.category, 0.0), length, skip) for one in history]
    _follow_revenue(drafts)
    found = [
        _scenario(number, name, drafts, first_month, cash, floor, skip)
        for number, name in enumerate(SCENARIOS)
    ]
    cuts = [cut for _, cut in found]
    categories = tuple(
        PlannedCategory(
            draft.of.category, draft.of.kind, draft.basis, draft.method, draft.reason,
            goals.get(draft.of.category, 0.0),
            tuple(
                (name, cut[at]) for name, cut in zip(SCENARIOS, cuts, strict=True)
            ),
        )
        for at, draft in enumerate(drafts)
    )  # fmt: skip
    return BudgetPlan(first_month, floor, categories, tuple(one for one, _ in found))


@dataclass(slots=True)
class _Draft:
    """A category's months in the scenarios base, low and high."""

    of: CategoryHistory
    basis: Literal["forecast", "mean", "planned", "none"]
    method: str
    reason: str
    amounts: tuple[list[int], list[int], list[int]]


def _draft(one: CategoryHistory, goal: float, length: int, skip: int) -> _Draft:
    thousandths = 1000 + round(goal * 1000)

    def aimed(values: Sequence[int]) -> list[int]:
        """With the goal, which begins with the first month that is planned."""
        return [
            value if at < skip else _times(value, thousandths) for at, value in enumerate(values)
        ]

    if one.planned is not None:
        if len(one.planned) != skip + length:
            raise AnalysisError(f"{one.category}: one planned amount a month")
        return _same(one, "planned", "", aimed(one.planned))
    try:
        found = forecast(one.values, SEASON, skip + length)
    except (AnalysisError, NotEnoughDataError) as error:
        recent = one.values[-MONTHS_OF_MEAN:]
        mean = divided(sum(recent), len(recent)) if recent else 0
        basis: Literal["mean", "none"] = "mean" if any(recent) else "none"
        return _same(one, basis, str(error), aimed([mean] * (skip + length)))
    sides = [aimed(side) for side in _spread(found, one.kind)]
    return _Draft(one, "forecast", found.method, "", (sides[0], sides[1], sides[2]))


def _spread(found: Forecast, kind: Kind) -> tuple[list[int], list[int], list[int]]:
    base = [point.value for point in found.points]
    if kind != "revenue":
        return base, base, base
    low = [divided(point.value + point.low80, 2) for point in found.points]
    high = [divided(point.value + point.high80, 2) for point in found.points]
    return base, low, high


def _same(
    one: CategoryHistory, basis: Literal["mean", "planned", "none"], reason: str, all_: list[int]
) -> _Draft:
    return _Draft(one, basis, "", reason, (all_, list(all_), list(all_)))


def _times(value: int, thousandths: int) -> int:
    return divided(value * thousandths, 1000)


def _follow_revenue(drafts: list[_Draft]) -> None:
    """Costs of sales move with the scenario's revenue."""
    revenue = [sum(sum(d.amounts[s]) for d in drafts if d.of.kind == "revenue") for s in range(3)]
    if revenue[0] <= 0:
        return
    for draft in drafts:
        if draft.of.kind == "cogs":
            base = draft.amounts[0]
            low, high = (
                [divided(value * revenue[side], revenue[0]) for value in base] for side in (1, 2)
            )
            draft.amounts = (base, low, high)


def _scenario(
    number: int,
    name: Scenario,
    drafts: list[_Draft],
    first_month: int,
    cash: int,
    floor: int,
    skip: int,
) -> tuple[BudgetScenario, list[int]]:
    amounts = [list(draft.amounts[number]) for draft in drafts]
    free = [d.of.kind in CAN_BE_CUT and not d.of.committed for d in drafts]
    cut = [0] * len(drafts)
    left = _cash(cash, amounts)
    for month in range(skip, len(left)):
        missing = floor - left[month]
        if missing <= 0:
            continue
        for early in range(month, skip - 1, -1):
            taken = _take(amounts, free, early, missing)
            cut = [a + b for a, b in zip(cut, taken, strict=True)]
            missing -= sum(taken)
        left = _cash(cash, amounts)
    lines = tuple(
        BudgetLine(first_month + month - skip, draft.of.category, draft.of.kind, row[month])
        for draft, row in zip(drafts, amounts, strict=True)
        for month in range(skip, len(row))
    )
    left = left[skip:]
    lowest = min(left)
    scenario = BudgetScenario(name, lines, tuple(left), lowest, sum(cut), max(0, floor - lowest))
    return scenario, cut


def _take(amounts: list[list[int]], free: list[bool], month: int, missing: int) -> list[int]:
    """Cuts a month's free costs in proportion by up to `missing`; what was cut of each."""
    sizes = [max(0, -row[month]) if can else 0 for row, can in zip(amounts, free, strict=True)]
    wanted = min(max(0, missing), sum(sizes))
    parts = allocated(wanted, sizes) if wanted else (0,) * len(sizes)
    for row, part in zip(amounts, parts, strict=True):
        row[month] += part
    return list(parts)


def _cash(cash: int, amounts: list[list[int]]) -> list[int]:
    left = []
    for month in zip(*amounts, strict=True):
        cash += sum(month)
        left.append(cash)
    return left

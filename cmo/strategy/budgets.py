"""The budget and its split over channels, as facts.

Channels whose answer to spend is known share their part by equal marginal return; the others keep
the share that they have now.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from functools import reduce

import numpy as np

from cmo.analysis import ratio_interval, split_budget
from cmo.analysis.response import ResponseCurve
from cmo.figures import interval_of, whole
from cmo.models.columns import channel_label
from cmo.strategy.fitting import curve_facts
from cmo.strategy.goals import GOALS, plan_fact
from cmo.strategy.ground import Ground
from cmo.strategy.refusals import figure, unit_of
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook, Unit
from kernel.statistics.values import Interval as AnalysisInterval
from kernel.statistics.values import NotEnoughDataError

SHARE_STEP = Decimal("0.00001")


@dataclass(frozen=True, slots=True)
class Divided:
    """The whole budget by channel in minor units, adding up exactly; `curved` follow a curve."""

    total: int
    amounts: dict[str, int]
    present: dict[str, int]
    curved: tuple[str, ...]

    def share(self, channel: str) -> Decimal:
        """A channel's share, rounded down, so that all shares stay within the whole."""
        if not self.total:
            return Decimal(0)
        part = Decimal(self.amounts[channel]) / self.total
        return part.quantize(SHARE_STEP, rounding=ROUND_DOWN)

    def moved(self, channel: str) -> int:
        """What the channel is given beyond what it costs now."""
        return self.amounts[channel] - self.present[channel]


def divide(ground: Ground) -> Divided:
    """The split; a channel with a curve moves at most by `swing` from its present share."""
    present, asked = ground.spent, ground.asked
    spent = sum(present.values())
    total = asked.budget if asked.budget is not None else round(ground.over_the_plan(spent))
    if not spent:
        return Divided(total, {}, {}, ())
    even = _apportioned(present, total)
    curves = ground.curves
    if len(curves) < 2:
        return Divided(total, even, dict(present), tuple(curves))
    own = {name: even[name] for name in curves}
    split = split_budget(
        curves,
        sum(own.values()),
        days=asked.days,
        floors={name: math.ceil(amount * (1 - asked.swing)) for name, amount in own.items()},
        caps={name: max(amount, int(amount * (1 + asked.swing))) for name, amount in own.items()},
    )
    return Divided(total, even | split.amounts, dict(present), tuple(sorted(curves)))


def add_budget(book: FactBook, ground: Ground) -> Divided:
    """Facts of the budget, of each channel's part, and of what the split is expected to bring."""
    divided = divide(ground)
    currency = ground.asked.currency
    costs = [book[fact_key("base", currency, name, "cost")] for name in divided.present]
    if costs:
        spent = sum(divided.present.values())
        formula = "Spend of each paid channel in the baseline’s days, added up."
        book.add(
            plan_fact(
                "budget.spent", "Spent in the baseline", spent, "money", formula, *costs,
                currency=currency,
            )
        )  # fmt: skip
    given = ground.asked.budget is not None
    book.add(
        plan_fact(
            "budget.total", "Budget", divided.total, "money",
            "Asked for when the plan was made."
            if given
            else "What as many of the baseline’s days cost, since no budget was given.",
            *(() if given else costs),
            currency=currency,
        )
    )  # fmt: skip
    for name in divided.amounts:
        _add_channel(book, ground, divided, name)
    _add_expected(book, ground, divided)
    return divided


def _add_channel(book: FactBook, ground: Ground, divided: Divided, name: str) -> None:
    currency, label = ground.asked.currency, channel_label(name)
    start = fact_key("split", name)
    cost = book[fact_key("base", currency, name, "cost")]
    curved = name in divided.curved and len(divided.curved) > 1
    function = "cmo.analysis.split_budget" if curved else "cmo.strategy.split"
    formula = (
        "The part at which the next unit of money brings the same on each channel with a curve, "
        "within the furthest move."
        if curved
        else "The channel’s present share of all spend, times the budget."
    )
    amount = plan_fact(
        f"{start}.amount", f"Budget, {label}", divided.amounts[name], "money", formula, cost,
        function=function, currency=currency,
    )  # fmt: skip
    book.add(amount)
    share = float(divided.share(name))
    words = "The channel’s budget divided by the whole."
    book.add(plan_fact(f"{start}.share", f"Share, {label}", share, "fraction", words, amount))
    words = "What the channel cost in the baseline’s days."
    book.add(replace(cost, key=f"{start}.present", label=f"Spent, {label}", formula=words))
    moved = divided.moved(name)
    words = "The channel’s budget minus what it cost in the baseline’s days."
    book.add(
        plan_fact(
            f"{start}.change", f"Change, {label}", moved, "money", words, amount, cost,
            currency=currency,
        )
    )  # fmt: skip
    fit = ground.fits[name]
    if isinstance(fit, ResponseCurve):
        planned = divided.amounts[name] / ground.asked.days
        for fact in curve_facts(ground.responses, name, fit, start, planned):
            book.add(fact)
    else:
        for part, value in (("have", fit.have), ("need", fit.need)):
            words = "Counted in the rows." if part == "have" else "What the method takes."
            counted, unit = figure(fit.what, value), unit_of(fit.what)
            book.add(
                plan_fact(f"{start}.{part}", f"{fit.what}, {part}", counted, unit, words, cost)
            )


def gain(ground: Ground, amounts: Mapping[str, int], days: int) -> AnalysisInterval | None:
    """What these amounts bring beyond present spend over `days`; None without a curve.

    Each channel's change has limits of its own; their sum's are combined by square-and-add.
    Source: Zou and Donner (2008), Statistics in Medicine 27, 1693-1702.
    """
    changes = [curve.change(amounts[name] / days) for name, curve in ground.curves.items()]
    return reduce(_with, changes).times(days) if changes else None


def _add_expected(book: FactBook, ground: Ground, divided: Divided) -> None:
    """What the split brings beyond present spend, and what the goal's metric comes to with it."""
    days, metric, currency = ground.asked.days, ground.asked.metric, ground.asked.currency
    more = gain(ground, divided.amounts, days)
    base = book[fact_key("base", currency, ground.outcome)]
    if more is None or not isinstance(base.value, int | float):
        return
    unit: Unit = "money" if ground.outcome == "revenue" else "count"
    fitted = [book[fact_key("split", name, "marginal")] for name in ground.curves]
    label = {"revenue": "revenue", "conversions": "orders", "sessions": "sessions"}[ground.outcome]
    book.add(
        _limited(
            plan_fact(
                "expected.gain", f"More {label} by the split", whole(more.estimate, unit), unit,
                "What each curve gives at the planned spend minus at present spend, over the plan.",
                *fitted, function="cmo.analysis.fit_response",
                currency=currency if unit == "money" else None,
            ),
            more,
        )
    )  # fmt: skip
    level = _with(_usual(ground, float(base.value), days), more)
    if metric == "roas" and divided.total:
        level = level.times(1 / divided.total)
    elif metric == "cac" and level.low > 0:
        level = AnalysisInterval(
            divided.total / level.estimate,
            divided.total / level.high,
            divided.total / level.low,
            level.level,
        )
    elif metric in ("roas", "cac"):
        return
    goal = GOALS[metric]
    book.add(
        _limited(
            plan_fact(
                "expected.goal", f"{goal.label}, expected", whole(level.estimate, goal.unit),
                goal.unit,
                "The baseline carried over the plan’s days, plus what the split brings more; the "
                "limits hold how much weeks differ and what the curves leave open, not the season.",
                base, *fitted, function="cmo.analysis.fit_response",
                currency=currency if goal.unit == "money" else None,
            ),
            level,
        )
    )  # fmt: skip


def _usual(ground: Ground, total: float, days: int) -> AnalysisInterval:
    """What the plan's days bring if they are like the baseline's, with limits for a coming stretch.

    The limits are those of the mean day from whole weeks, widened since the coming weeks differ as
    much as the past ones did.
    """
    window = ground.window
    daily = np.nan_to_num(ground.metrics.counted().daily(ground.outcome, window))
    usual = ground.over_the_plan(total)
    try:
        mean = ratio_interval(daily, np.ones(window.days))
    except NotEnoughDataError:
        return AnalysisInterval(usual, 0.0, 2 * usual)
    reach = (mean.high / mean.estimate) ** math.sqrt(1 + window.days / days)
    return AnalysisInterval(usual, usual / reach, usual * reach)


def _with(one: AnalysisInterval, other: AnalysisInterval) -> AnalysisInterval:
    """The sum of two, its limits by square-and-add."""
    middle = one.estimate + other.estimate
    below = math.hypot(one.estimate - one.low, other.estimate - other.low)
    above = math.hypot(one.high - one.estimate, other.high - other.estimate)
    return AnalysisInterval(middle, middle - below, middle + above, one.level)


def _limited(fact: Fact, limits: AnalysisInterval) -> Fact:
    return replace(fact, interval=interval_of(limits))


def _apportioned(present: Mapping[str, int], total: int) -> dict[str, int]:
    """The total in the proportion of `present`, in whole units, by largest remainder."""
    spent = sum(present.values())
    exact = {name: divmod(cost * total, spent) for name, cost in present.items()}
    amounts = {name: whole_ for name, (whole_, _) in exact.items()}
    left = total - sum(amounts.values())
    for name in sorted(exact, key=lambda name: (-exact[name][1], name))[:left]:
        amounts[name] += 1
    return amounts

"""Working a goal back through a funnel: how many people each stage must bring."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError


@dataclass(frozen=True, slots=True)
class StageVolume:
    """How many must enter a stage (`entered`), and go on from it (`advanced`), for the goal.

    `needed` is the estimate in whole people. The limits hold for the stage's own volume: they
    widen towards the top of the funnel, where more rates stand between it and the goal.
    """

    rate: Interval
    entered: Interval
    advanced: Interval
    needed: int


def worked_back(rates: Sequence[Interval], goal: float) -> tuple[StageVolume, ...]:
    """The volume of each stage, in the order of `rates`, for `goal` to advance from the last.

    `rates` are the stages' observed conversion with its Wilson limits. A stage's volume is the
    goal over the product of its own rate and all later ones; the product's limits are combined on
    the log scale by square-and-add.
    Raises NotEnoughDataError where a stage let nobody through, AnalysisError for a goal that is
    not positive or limits of different levels.
    Source: Zou and Donner (2008), Statistics in Medicine 27, 1693-1702 (MOVER).
    """
    if goal <= 0:
        raise AnalysisError("a goal is positive")
    if not rates:
        raise NotEnoughDataError("stages with a rate", 0, 1)
    if len({rate.level for rate in rates}) > 1:
        raise AnalysisError("the rates have limits of one level")
    if any(rate.estimate <= 0 for rate in rates):
        raise NotEnoughDataError("people who went on at each stage", 0, 1)
    volumes: list[StageVolume] = []
    after = Interval(goal, goal, goal, rates[0].level)
    logs, below, above = 0.0, 0.0, 0.0
    for rate in reversed(rates):
        logs += math.log(rate.estimate)
        above += (math.log(rate.high) - math.log(rate.estimate)) ** 2
        below += (math.log(rate.estimate) - math.log(max(rate.low, 1e-12))) ** 2
        entered = Interval(
            goal * math.exp(-logs),
            goal * math.exp(-logs - math.sqrt(above)),
            goal * math.exp(-logs + math.sqrt(below)),
            rate.level,
        )
        needed = math.ceil(round(entered.estimate, 6))
        volumes.append(StageVolume(rate, entered, after, needed))
        after = entered
    return tuple(reversed(volumes))

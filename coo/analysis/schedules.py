"""The critical path: when each step can begin, when it must, and which of them leave no room."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coo.analysis.dag import Dag, ordered
from kernel.statistics.values import AnalysisError, NotEnoughDataError

NEAR = 1e-9
"""Two moments are one where they differ by less than this part of the whole duration."""


@dataclass(frozen=True, slots=True)
class TimedStep:
    """A step that takes `hours` of working time, once all it waits for are done."""

    key: str
    hours: float
    after: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class StepTimes:
    """When a step can and must begin and end, in hours from the start.

    `slack` is how much later it may end without moving the whole, `free_slack` without moving
    any other step.
    """

    key: str
    hours: float
    earliest_start: float
    earliest_finish: float
    latest_start: float
    latest_finish: float
    slack: float
    free_slack: float
    critical: bool


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """The whole duration in hours, one longest chain of steps, and every step in order."""

    hours: float
    path: tuple[str, ...]
    steps: tuple[StepTimes, ...]


def critical_path(steps: Sequence[TimedStep]) -> CriticalPath:
    """The critical path method, by a forward and a backward pass.

    Linear in steps and dependencies. Where several chains are longest, `path` is the one whose
    steps come first; `critical` holds for all of them. Raises NotEnoughDataError without a step,
    AnalysisError for hours below zero, and what `ordered` raises.
    Source: Kelley and Walker (1959), Critical-path planning and scheduling.
    """
    if not steps:
        raise NotEnoughDataError("steps", 0, 1)
    hours = {step.key: float(step.hours) for step in steps}
    for key, length in hours.items():
        if not math.isfinite(length) or length < 0:
            raise AnalysisError(f"{key} takes {length} hours: a step takes zero or more")
    graph = ordered(steps)
    after = {step.key: tuple(step.after) for step in steps}
    finish = _forward(graph, after, hours)
    whole = max(finish.values())
    latest, free = _backward(graph, after, hours, finish, whole)
    times = tuple(
        StepTimes(
            key=key,
            hours=hours[key],
            earliest_start=finish[key] - hours[key],
            earliest_finish=finish[key],
            latest_start=latest[key] - hours[key],
            latest_finish=latest[key],
            slack=_settled(latest[key] - finish[key], whole),
            free_slack=_settled(free[key], whole),
            critical=latest[key] - finish[key] <= NEAR * whole,
        )
        for key in graph.order
    )
    return CriticalPath(whole, longest_chain(graph, after, finish, hours), times)


def longest_chain(
    graph: Dag,
    after: Mapping[str, Sequence[str]],
    finish: Mapping[str, float],
    hours: Mapping[str, float],
) -> tuple[str, ...]:
    """Back from the step that ends last, each time to one that it had to wait for."""
    whole = max(finish.values())
    key = next(key for key in graph.order if finish[key] >= whole - NEAR * whole)
    chain = [key]
    while after[key]:
        begins = finish[key] - hours[key]
        key = next(one for one in after[key] if finish[one] >= begins - NEAR * whole)
        chain.append(key)
    return tuple(reversed(chain))


def _forward(
    graph: Dag, after: Mapping[str, Sequence[str]], hours: Mapping[str, float]
) -> dict[str, float]:
    """When each step ends at the earliest."""
    finish: dict[str, float] = {}
    for key in graph.order:
        finish[key] = max((finish[one] for one in after[key]), default=0.0) + hours[key]
    return finish


def _backward(
    graph: Dag,
    after: Mapping[str, Sequence[str]],
    hours: Mapping[str, float],
    finish: Mapping[str, float],
    whole: float,
) -> tuple[dict[str, float], dict[str, float]]:
    """When each step must end at the latest, and by how much it can end later unnoticed."""
    latest = dict.fromkeys(graph.order, whole)
    free = {key: whole - finish[key] for key in graph.order}
    for key in reversed(graph.order):
        must_begin, can_begin = latest[key] - hours[key], finish[key] - hours[key]
        for one in after[key]:
            latest[one] = min(latest[one], must_begin)
            free[one] = min(free[one], can_begin - finish[one])
    return latest, free


def _settled(slack: float, whole: float) -> float:
    """Zero where only rounding keeps it from being zero."""
    return 0.0 if abs(slack) <= NEAR * whole else slack

"""Steps that wait for one another: their order, their levels, and what is wrong with them."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kernel.statistics.values import AnalysisError

MOST_STEPS = 5_000
LONGEST_NAMED = 12
"""A longer circle is told by its first steps and its last ones."""


class Waits(Protocol):
    """A step by its key, and the keys of those that it waits for."""

    @property
    def key(self) -> str: ...
    @property
    def after(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Step:
    """A step with nothing but its place: its key, and the keys of those that it waits for."""

    key: str
    after: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Dag:
    """Steps in an order in which each comes after all that it waits for.

    `level` is 0 for a step that waits for nothing, else one more than the highest it waits for.
    """

    order: tuple[str, ...]
    level: Mapping[str, int]


class CycleError(AnalysisError):
    """Steps wait for each other in a circle; `steps` goes round it once, its first step again last.

    Each step of it is waited for by the next.
    """

    def __init__(self, steps: tuple[str, ...]) -> None:
        shown = list(steps)
        if len(steps) > LONGEST_NAMED:
            count = f"… ({len(steps) - 1} steps)"
            shown = [*steps[: LONGEST_NAMED - 2], count, *steps[-2:]]
        super().__init__(f"{' → '.join(shown)} is a circle: take a dependency out of it")
        self.steps = steps


class UnknownStepError(AnalysisError):
    """`step` waits for `missing`, which is no step."""

    def __init__(self, step: str, missing: str) -> None:
        super().__init__(f"{step} waits for {missing}, which is no step of this workflow")
        self.step = step
        self.missing = missing


class RepeatedStepError(AnalysisError):
    """Two steps have one key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"{key} is there twice: give each step a key of its own")
        self.key = key


class TooManyStepsError(AnalysisError):
    """More steps than a workflow may have."""

    def __init__(self, have: int) -> None:
        super().__init__(f"{have} steps, at most {MOST_STEPS}: cut the workflow into several")
        self.have = have


def ordered(steps: Sequence[Waits]) -> Dag:
    """A topological order by Kahn's algorithm; steps that are free together keep their own order.

    Linear in steps and dependencies. Raises CycleError, UnknownStepError, RepeatedStepError and
    TooManyStepsError. A dependency that is named twice counts once.
    Source: Kahn (1962), Topological sorting of large networks, Communications of the ACM 5.
    """
    if len(steps) > MOST_STEPS:
        raise TooManyStepsError(len(steps))
    after = _dependencies(steps)
    followers: dict[str, list[str]] = {key: [] for key in after}
    for key, sources in after.items():
        for source in sources:
            followers[source].append(key)
    waiting = {key: len(sources) for key, sources in after.items()}
    free = deque(key for key, count in waiting.items() if not count)
    level = dict.fromkeys(free, 0)
    order: list[str] = []
    while free:
        key = free.popleft()
        order.append(key)
        for follower in followers[key]:
            level[follower] = max(level.get(follower, 0), level[key] + 1)
            waiting[follower] -= 1
            if not waiting[follower]:
                free.append(follower)
    if len(order) < len(after):
        raise CycleError(_circle(after, {key for key, count in waiting.items() if count}))
    return Dag(tuple(order), {key: level[key] for key in order})


def _dependencies(steps: Sequence[Waits]) -> dict[str, tuple[str, ...]]:
    """What each step waits for, every name once."""
    after: dict[str, tuple[str, ...]] = {}
    for step in steps:
        if step.key in after:
            raise RepeatedStepError(step.key)
        after[step.key] = tuple(dict.fromkeys(step.after))
    for key, sources in after.items():
        for source in sources:
            if source not in after:
                raise UnknownStepError(key, source)
    return after


def _circle(after: Mapping[str, tuple[str, ...]], left: set[str]) -> tuple[str, ...]:
    """One circle among the steps that never became free, from its first step in their own order.

    Each of them waits for another of them, so going back from any of them comes round.
    """
    key = next(key for key in after if key in left)
    place: dict[str, int] = {}
    back: list[str] = []
    while key not in place:
        place[key] = len(back)
        back.append(key)
        key = next(source for source in after[key] if source in left)
    circle = list(reversed(back[place[key] :]))
    rank = {key: at for at, key in enumerate(after)}
    start = circle.index(min(circle, key=rank.__getitem__))
    turned = circle[start:] + circle[:start]
    return (*turned, turned[0])

"""What an experiment's sums say: health, then effects, then the decision by its plan's rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cro.analysis.arms import Arm, checked_arms
from cro.analysis.comparisons import (
    Basis,
    Comparison,
    Role,
    Rules,
    Watched,
    comparisons,
    few,
    pair_of,
)
from cro.analysis.cuped import has_before
from cro.analysis.decisions import Decision, decide
from cro.analysis.effects import Effect
from cro.analysis.health import Check, Course, health_checks
from cro.analysis.results import (
    DayTotals,
    Reading,
    added,
    reading_day,
    running,
    up_to,
    with_sums,
)
from cro.analysis.sequential import PLANNED, always_valid_effect
from kernel.statistics.values import AnalysisError, NotEnoughDataError


@dataclass(frozen=True, slots=True)
class Series:
    """A metric's sums by day and arm."""

    metric: Watched
    days: tuple[DayTotals, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Health, and where it holds the comparisons; always a decision with its reasons.

    `read_to` is the last day that effects count, `late_people` those who came after it.
    """

    checks: tuple[Check, ...]
    comparisons: tuple[Comparison, ...]
    decision: Decision
    basis: Basis
    level: float
    reading: Reading
    read_to: dt.date
    people: tuple[tuple[str, int], ...]
    late_people: int

    @property
    def sound(self) -> bool:
        """Whether no check failed; else there are no comparisons."""
        return not any(check.state == "fail" for check in self.checks)

    def of(self, role: Role) -> tuple[Comparison, ...]:
        """The comparisons of one role."""
        return tuple(one for one in self.comparisons if one.metric.role == role)


@dataclass(frozen=True, slots=True)
class SettledDay:
    """The relative effect of all people up to a day, with its always-valid interval."""

    day: dt.date
    effect: Effect


def judged(
    arms: Sequence[Arm], series: Sequence[Series], rules: Rules, course: Course
) -> Judgement:
    """Health of all people, then the effects and the decision; no effect where a check failed.

    The first of `series` is the primary metric's. With a planned size and a fixed or Bayesian
    method, the effects are read at the first end of a whole week with the planned size, and at
    that day; before, they are always valid, as they are with a sequential plan or without any.
    Raises what `checked_arms` raises, and AnalysisError where no day has a result.
    """
    primary = series[0]
    whole = with_sums(arms, added(primary.days))
    counts = [(one.day, one.totals.units) for one in primary.days]
    reading = reading_day(counts, course.starts_on, rules.planned)
    basis = basis_of(rules, reading)
    read_to = reading.ready_on if basis == "planned" and reading.ready_on else reading.last
    known = replace(course, read_to=read_to) if basis == "planned" else course
    checks = health_checks(whole, known, _before(arms, series))
    metrics = [
        (one.metric, with_sums(arms, added(up_to(one.days, read_to)))) for one in series if one.days
    ]
    failed = any(check.state == "fail" for check in checks)
    compared = () if failed else comparisons(metrics, rules, basis)
    return Judgement(
        checks,
        compared,
        decide(checks, compared, basis, reading.weeks),
        basis,
        1.0 - rules.alpha / (len(arms) - 1),
        reading,
        read_to,
        tuple((arm.key, arm.totals.units) for arm in whole),
        sum(count for day, count in counts if day > read_to),
    )


def _before(arms: Sequence[Arm], series: Sequence[Series]) -> tuple[str, tuple[Arm, ...]] | None:
    """The first metric whose people have a value before."""
    for one in series:
        known = with_sums(arms, added(one.days))
        if has_before(known):
            return one.metric.name, known
    return None


def basis_of(rules: Rules, reading: Reading) -> Basis:
    """How effects may be read: as planned, on any day, or early."""
    if rules.method == "sequential" or rules.planned is None:
        return "anytime"
    return "planned" if reading.ready_on is not None else "early"


def settled(arms: Sequence[Arm], series: Series, arm: str, rules: Rules) -> tuple[SettledDay, ...]:
    """The relative effect on a metric day by day, all people so far, always valid.

    Days on which nothing can be said yet are left out. Raises what `checked_arms` raises.
    """
    control, others = checked_arms(with_sums(arms, added(series.days)))
    weight = next(one.weight for one in others if one.key == arm) + control.weight
    planned, level = (rules.planned or PLANNED) * weight, 1.0 - rules.alpha / len(others)
    found = []
    for day, sums in running(series.days):
        so_far = {one.key: one for one in with_sums(arms, sums)}
        before, after = so_far[control.key], so_far[arm]
        try:
            if few(series.metric.kind, before, after):
                continue
            pair = pair_of(series.metric, tuple(so_far.values()), before, after)
            effect = always_valid_effect(pair.control, pair.variant, planned, True, level)
        except (AnalysisError, NotEnoughDataError):
            continue
        found.append(SettledDay(day, effect))
    return tuple(found)

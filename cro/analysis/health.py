"""What has to hold before an effect is looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from cro.analysis.arms import Arm, checked_arms
from cro.analysis.cuped import before_sample, has_before
from cro.analysis.effects import welch_effect
from cro.analysis.refusals import RefusedError
from cro.analysis.split import LIMIT, sample_ratio
from kernel.statistics.values import AnalysisError, NotEnoughDataError

State = Literal["pass", "fail", "open"]
CheckName = Literal["split", "size", "weeks", "gaps", "fresh", "before", "both"]
SAW_BOTH = 0.01
"""From this part of the people on, those who saw several variants are too many to leave out."""
LATE_DAYS = 3


@dataclass(frozen=True, slots=True)
class Check:
    """A check with the figures it went by; `open` is neither passed nor failed.

    `refusal` says in words why it could not be made, `subject` names the metric that it is of.
    """

    name: CheckName
    state: State
    figures: tuple[tuple[str, float], ...] = ()
    refusal: str = ""
    subject: str = ""

    def figure(self, name: str) -> float:
        """The figure of that name; KeyError if the check has none."""
        return dict(self.figures)[name]


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of an experiment beside its sums.

    `people` are those first exposed by day and arm. `until` is the last day that could have data:
    today, or the day of the stop. `read_to` is the last day that effects count, where it is
    known. `planned` counts all arms' people.
    """

    people: Mapping[dt.date, Mapping[str, int]]
    starts_on: dt.date
    until: dt.date
    running: bool
    planned: int | None = None
    several: int | None = None
    read_to: dt.date | None = None


def course_of(
    people: Iterable[tuple[dt.date, str, int]], starts_on: dt.date, until: dt.date, **known: Any
) -> Course:
    """A course from lines of day, arm and people; `known` are its further fields."""
    by_day: dict[dt.date, dict[str, int]] = {}
    for day, arm, count in people:
        by_day.setdefault(day, {})[arm] = count
    return Course(by_day, starts_on, until, **known)


def health_checks(
    arms: Sequence[Arm], course: Course, before: tuple[str, Sequence[Arm]] | None = None
) -> tuple[Check, ...]:
    """Every check, the split first. One that failed withholds each effect and the decision.

    `before` is a metric, by its name, whose arms have the value before; the first one by default.
    Split (sample-ratio mismatch, p below 0.001), planned size, whole weeks, a row for each arm on
    each day, newest day, the same value before, people who saw several variants. Size, weeks,
    gaps and freshness never fail: they are `open`. Raises what `checked_arms` raises.
    Source: Fabijan et al. (2019); Kohavi, Tang and Xu (2020), 21.
    """
    checked_arms(arms)
    checks = [_split(arms), _size(arms, course), _weeks(course), _gaps(arms, course)]
    if course.running:
        checks.append(_fresh(course))
    name, known = before or ("", arms)
    if has_before(known):
        checks.append(replace(_before(known), subject=name))
    if course.several is not None:
        checks.append(_both(arms, course.several))
    return tuple(checks)


def _split(arms: Sequence[Arm]) -> Check:
    counts, weights = [a.totals.units for a in arms], [a.weight for a in arms]
    try:
        found = sample_ratio(counts, weights)
    except NotEnoughDataError as refusal:
        return Check("split", "open", (("need", refusal.need),), str(refusal))
    figures = (("p_value", found.p_value), ("statistic", found.statistic))
    return Check("split", "fail" if found.mismatch else "pass", figures)


def _size(arms: Sequence[Arm], course: Course) -> Check:
    people = sum(arm.totals.units for arm in arms)
    if course.planned is None:
        return Check("size", "open", (("people", people),), "No size was planned.")
    state: State = "pass" if people >= course.planned else "open"
    return Check("size", state, (("people", people), ("planned", course.planned)))


def _weeks(course: Course) -> Check:
    """Whole weeks of data: up to the reading, or the newest day with people."""
    first = min(course.starts_on, min(course.people, default=course.starts_on))
    last = course.read_to or max(course.people, default=first)
    days = (last - first).days + 1
    whole = days > 0 and days % 7 == 0
    return Check("weeks", "pass" if whole else "open", (("days", days), ("weeks", days // 7)))


def _gaps(arms: Sequence[Arm], course: Course) -> Check:
    """Days on which an arm has no row, between the first and the last day with any."""
    last = max(course.people, default=course.starts_on)
    days = (last - course.starts_on).days + 1
    keys = {arm.key for arm in arms}
    held = sum(
        keys <= set(by_arm) for day, by_arm in course.people.items() if day >= course.starts_on
    )
    return Check("gaps", "pass" if held >= days else "open", (("held", held), ("days", days)))


def _fresh(course: Course) -> Check:
    last = max(course.people, default=course.starts_on)
    age = (course.until - last).days
    return Check("fresh", "pass" if age <= LATE_DAYS else "open", (("age", age),))


def _before(arms: Sequence[Arm]) -> Check:
    """Each arm against the control; the smallest p-value times their number."""
    control, others = checked_arms(arms)
    try:
        base = before_sample(control)
        samples = [before_sample(arm) for arm in others]
        p_values = [welch_effect(base, sample, relative=False).p_value for sample in samples]
    except (RefusedError, AnalysisError, NotEnoughDataError, ZeroDivisionError) as refusal:
        return Check("before", "open", (), str(refusal))
    at = p_values.index(min(p_values))
    p_value = min(1.0, p_values[at] * len(p_values))
    figures = (("control", base.mean), ("variant", samples[at].mean), ("p_value", p_value))
    return Check("before", "fail" if p_value < LIMIT else "pass", figures)


def _both(arms: Sequence[Arm], several: int) -> Check:
    people = sum(arm.totals.units for arm in arms) + several
    share = several / people if people else 0.0
    figures = (("people", float(several)), ("share", share))
    return Check("both", "fail" if share >= SAW_BOTH else "pass", figures)

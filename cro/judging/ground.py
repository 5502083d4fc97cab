"""One experiment as it is judged: its plan, its arms, the sums of its metrics by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from cro.analysis import judged, sample_ratio, settled
from cro.analysis.arms import Arm, Totals
from cro.analysis.comparisons import Comparison, Rules
from cro.analysis.health import Course
from cro.analysis.judgement import Judgement, Series, SettledDay
from cro.analysis.refusals import RefusedError
from cro.analysis.split import LIMIT
from kernel.statistics.significance import holm_adjusted
from kernel.statistics.values import AnalysisError, NotEnoughDataError

MONTH_DAYS, WEEK = 30, 7


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric as its definition says; amounts of one with a currency are in its minor units."""

    id: UUID
    name: str
    unit: str
    currency: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A variant: its id and name."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A stored row of everybody: a metric of a variant on a day."""

    metric: str
    arm: str
    day: dt.date
    totals: Totals


@dataclass(frozen=True, slots=True)
class Part:
    """A segment's people in a test: by arm, with how many stored rows they come from."""

    segment: UUID
    name: str
    people: Mapping[str, int]
    rows: Mapping[str, int]


@dataclass(frozen=True)
class Case:
    """An experiment to judge. The first of `series` is the primary metric's.

    `minimum_effect` is relative. `standing` is the experiment's status.
    """

    id: UUID
    name: str
    key: str
    standing: str
    arms: tuple[Arm, ...]
    shown: Mapping[str, Shown]
    measures: Mapping[str, Measure]
    series: tuple[Series, ...]
    lines: tuple[Line, ...]
    rules: Rules
    course: Course
    minimum_effect: float | None = None
    fixed_on: dt.date | None = None
    rule: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def primary(self) -> Series:
        return self.series[0]

    @property
    def control(self) -> Shown:
        return next(self.shown[arm.key] for arm in self.arms if arm.is_control)

    @cached_property
    def _result(self) -> tuple[Judgement | None, str]:
        try:
            return judged(self.arms, self.series, self.rules, self.course), ""
        except (RefusedError, AnalysisError, NotEnoughDataError) as refusal:
            return None, str(refusal)

    @property
    def judgement(self) -> Judgement | None:
        """What it shows; None where it cannot be judged at all, which `refusal` says."""
        return self._result[0]

    @property
    def refusal(self) -> str:
        return self._result[1]

    @cached_property
    def lossy_part(self) -> Part | None:
        """The segment whose own split is off most, corrected for looking at each of them."""
        told: list[tuple[float, Part]] = []
        for part in self.parts:
            counts = [part.people.get(arm.key, 0) for arm in self.arms]
            try:
                split = sample_ratio(counts, [arm.weight for arm in self.arms])
            except (AnalysisError, NotEnoughDataError):
                continue
            told.append((split.p_value, part))
        corrected = holm_adjusted([p_value for p_value, _ in told])
        found = [(p, part) for p, (_, part) in zip(corrected, told, strict=True) if p < LIMIT]
        return min(found, key=lambda one: one[0])[1] if found else None

    def settled(self, arm: str) -> tuple[SettledDay, ...]:
        """The primary effect of a variant by day up to the reading; none where a check failed."""
        found = self.judgement
        if found is None or not found.sound:
            return ()
        read = tuple(one for one in self.primary.days if one.day <= found.read_to)
        return settled(self.arms, Series(self.primary.metric, read), arm, self.rules)

    def comparison_key(self, one: Comparison) -> str:
        """What the keys of a comparison's facts begin with."""
        from kernel.core.fact_keys import key_part

        return f"{self.key}.{key_part(one.metric.name)}.{key_part(one.arm)}"

    def best(self) -> Comparison | None:
        """The primary comparison that is spoken of: the one to ship, else the clearest."""
        found = self.judgement
        primary = found.of("primary") if found else ()
        if not found or not primary:
            return None
        chosen = [one for one in primary if one.arm == found.decision.arm]
        return (chosen or sorted(primary, key=_clearness))[0]

    def a_month(self) -> float:
        """People of all variants in thirty days, as they came to the test.

        Days without a row are left out; totals, which stand on one day, are those of every day
        since the start.
        """
        found = self.judgement
        days = len({line.day for line in self.lines if line.metric == self.primary.metric.name})
        if found is None or not days:
            return 0.0
        if days == 1:
            days = (found.reading.last - found.reading.first).days + 1
        return sum(units for _, units in found.people) / days * MONTH_DAYS

    def ready_about(self) -> dt.date | None:
        """The end of the week in which the planned size comes at the pace so far."""
        planned, start = self.rules.planned, self.course.starts_on
        last = max(self.course.people, default=None)
        people = sum(units for _, units in self.judgement.people) if self.judgement else 0
        if planned is None or last is None or not people:
            return None
        needed = -(-planned * ((last - start).days + 1) // people)
        weeks = max(1, -(-needed // WEEK))
        return start + dt.timedelta(days=WEEK * weeks - 1)

    def lines_of(self, metric: str, arm: str = "", last: dt.date | None = None) -> Iterator[Line]:
        """The stored rows of a metric, of one variant if named, up to a day."""
        return (
            line
            for line in self.lines
            if line.metric == metric
            and arm in ("", line.arm)
            and (last is None or line.day <= last)
        )


@dataclass(frozen=True)
class Ground:
    """The experiments of one run, and whether one was asked for by its name.

    `unnamed` says that words were given in which no experiment is named.
    """

    cases: tuple[Case, ...]
    today: dt.date
    asked: bool = False
    drafts: int = 0
    unnamed: bool = False

    def own_words(self) -> list[str]:
        """Names of the workspace's own rows, which text may quote."""
        words = []
        for case in self.cases:
            words += [case.name, *(one.name for one in case.shown.values()), *case.measures]
            words += [arm.key for arm in case.arms]
            words += [one.name for one in case.parts]
            words += [one.unit for one in case.measures.values() if one.unit]
        return words


def _clearness(one: Comparison) -> float:
    return one.effect.p_value if one.effect else 2.0

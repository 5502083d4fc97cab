"""What one run of the advisor looks at: finished tests, ideas that wait, and the traffic."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from cro.advising.contracts import AdvisorInput, Standing
from cro.analysis import (
    effect_prior,
    expected_value_of_test,
    sample_of,
    sample_ratio,
    sample_size,
    segment_differences,
    smallest_effect,
    step_baseline,
    weeks_needed,
    welch_effect,
    win_rate,
)
from cro.analysis.arms import Arm
from cro.analysis.differences import Parted, SegmentDifference
from cro.analysis.effects import Effect
from cro.analysis.planning import Design
from cro.analysis.refusals import RefusedError
from cro.analysis.steps import EVERYBODY
from cro.analysis.worth import Known, Prior, Worth
from cro.models import Experiment
from cro.models.experiment import Decision, ExperimentStatus
from cro.selectors import PRESENT_DAYS, Measured, Steps
from kernel.core.fact_keys import fact_key, told_apart
from kernel.core.facts import Rows
from kernel.core.windows import Window
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError

ALPHA = 0.001
YEAR_WEEKS = 52
YEAR_DAYS = 365
USUAL_IMPACT = 5
FINISHED = (ExperimentStatus.STOPPED, ExperimentStatus.DECIDED)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that could be tested next: an idea, a queued one, or a draft of a test.

    `experiment` is the draft. `points` is the hypothesis' ICE score, `impact` a part of it.
    """

    id: UUID
    title: str
    standing: Standing
    step: str
    segment: str
    impact: int
    points: float
    experiment: UUID | None = None
    metric: UUID | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What a test is planned with, and how long one may take."""

    alpha: float
    power: float
    smallest: float
    longest: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished test: its sums, whether its split was as planned, each variant's effect."""

    key: str
    measured: Measured
    mismatch: bool
    effects: tuple[tuple[Arm, Effect], ...]

    @property
    def experiment(self) -> Experiment:
        return self.measured.experiment


@dataclass(frozen=True, slots=True)
class Tested:
    """The people whom the newest test at a step got in a week, new ones alone, with their rows.

    `rate` is what its control had of a proportion, the metric `metric`.
    """

    name: str
    people_a_week: float
    rows: tuple[Rows, ...]
    metric: UUID
    rate: float | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with what it is worth; `without` says why it has no value.

    `shows` is the smallest effect that the longest test would show, where it is too short for the
    one that is believed in; `tested` is whose people were counted.
    """

    key: str
    candidate: Candidate
    people_a_week: float | None = None
    worth: Worth | None = None
    without: str = ""
    shows: float | None = None
    tested: Tested | None = None


@dataclass(frozen=True, slots=True)
class Differing:
    """The segment of a test in which a variant differs the most from the others."""

    key: str
    finished: Finished
    found: SegmentDifference

    @property
    def better(self) -> bool:
        """Whether the variant did more good there than elsewhere."""
        sign = 1.0 if self.finished.experiment.metric.better == "up" else -1.0
        return sign * self.found.difference.estimate > 0


@dataclass(frozen=True)
class Ground:
    """Every experiment, the sums of the finished ones, what waits, and the counts of steps.

    `titles` are those of all hypotheses.
    """

    payload: AdvisorInput
    today: dt.date
    experiments: Sequence[Experiment]
    measured: Sequence[Measured]
    candidates: Sequence[Candidate]
    titles: Sequence[str]
    segments: Mapping[str, UUID]
    steps: Steps
    rules: Rules
    tested: Mapping[str, Tested] = field(default_factory=dict)

    @cached_property
    def finished(self) -> tuple[Finished, ...]:
        """Finished tests with results, newest first."""
        keys = told_apart([fact_key("test", one.experiment.name) for one in self.measured])
        found = []
        for key, one in zip(keys, self.measured, strict=True):
            mismatch = _mismatch(one.arms)
            found.append(Finished(key, one, mismatch, () if mismatch else _effects(one)))
        return tuple(found)

    def decided(self, *decisions: Decision) -> list[Experiment]:
        """The experiments on which one of these was decided."""
        return [one for one in self.experiments if one.decision in decisions]

    @cached_property
    def won(self) -> Interval | None:
        """The part of valid decided tests that was shipped; None without any."""
        valid = self.decided(Decision.SHIP, Decision.HOLD, Decision.ROLLBACK)
        try:
            return win_rate(len(self.decided(Decision.SHIP)), len(valid))
        except NotEnoughDataError:
            return None

    @property
    def decided_lately(self) -> list[Experiment]:
        """Decided within the last year."""
        since = self.today - dt.timedelta(days=YEAR_DAYS)
        return [one for one in self.experiments if one.decided_on and one.decided_on > since]

    @cached_property
    def prior(self) -> Prior:
        """What true effects are like here, better above zero."""
        since = self.payload.since or dt.date.min
        known = [
            Known(
                effect.interval.estimate * (1 if one.experiment.metric.better == "up" else -1),
                effect.standard_error,
            )
            for one in self.finished
            for _, effect in one.effects
            if (one.experiment.stopped_on or self.today) >= since
        ]
        return effect_prior(known, self.rules.smallest)

    @cached_property
    def now(self) -> Window | None:
        last = self.steps.rows.last_day(self.today)
        return Window.ending(last, PRESENT_DAYS) if last else None

    @cached_property
    def weighed(self) -> tuple[Weighed, ...]:
        """Each candidate with what it brings for a week of traffic, the most first."""
        wanted = self.payload.step.casefold()
        chosen = [one for one in self.candidates if not wanted or one.step.casefold() == wanted]
        keys = told_apart([fact_key("next", one.title) for one in chosen])
        found = [self._weigh(key, one) for key, one in zip(keys, chosen, strict=True)]

        def order(one: Weighed) -> tuple[float, float, str]:
            value = one.worth.outcomes_a_week_of_test if one.worth else -1.0
            return (-value, -one.candidate.points, one.candidate.title)

        return tuple(sorted(found, key=order))

    def _weigh(self, key: str, one: Candidate) -> Weighed:
        steps = self.steps.rows.steps()
        if not one.step:
            return Weighed(key, one, without="It names no step, so nobody knows its traffic.")
        if one.step not in steps:
            return Weighed(key, one, without=f"“{one.step}” has no counts.")
        try:
            weekly, rate = self._traffic(one.step, one.segment)
            tested = None if one.segment else self.tested.get(one.step)
            weekly = tested.people_a_week if tested else weekly
            known = tested.rate if tested and tested.metric == one.metric else None
            design = Design(
                "proportion", known or rate, alpha=self.rules.alpha, power=self.rules.power
            )
            people = sample_size(design, self.rules.smallest).people
            needed = weeks_needed(people, weekly)
            weeks = min(needed, self.rules.longest)
            shows = None if needed <= weeks else smallest_effect(design, weekly * weeks)
        except (NotEnoughDataError, RefusedError, AnalysisError):
            return Weighed(key, one, without=f"“{one.step}” has too few counts of late.")
        error = math.sqrt(4.0 * (1.0 - rate) / (rate * weekly * weeks))
        scale = min(2.0, max(0.5, one.impact / USUAL_IMPACT))
        prior = Prior(self.prior.mean, self.prior.spread * scale, self.prior.tests)
        worth = expected_value_of_test(prior, error, weekly * YEAR_WEEKS * rate, weeks)
        return Weighed(key, one, weekly, worth, "", shows, tested)

    def _traffic(self, step: str, segment: str) -> tuple[float, float]:
        """People a week at a step, and the part of them that reaches the end of the way."""
        assert self.now is not None
        steps = self.steps.rows.steps()
        own = segment if segment in self.steps.rows.segments() else EVERYBODY
        bases = [
            step_baseline(self.steps.rows, one, own, self.now) for one in steps[steps.index(step) :]
        ]
        return bases[0].weekly, math.prod(one.rate.estimate for one in bases)

    @cached_property
    def differing(self) -> tuple[Differing, ...]:
        """For each finished test whose split was sound the segment that differs, if one does."""
        sound = {one.key: one for one in self.finished if one.effects and one.measured.segments}
        try:
            found = segment_differences(
                [
                    Parted(
                        key, one.experiment.metric.kind, one.measured.arms, one.measured.segments
                    )
                    for key, one in sound.items()
                ]
            )
        except (RefusedError, AnalysisError):
            return ()
        best: dict[str, Differing] = {}
        for one in found:
            if one.p_value >= ALPHA:
                continue
            key = f"{sound[one.experiment].key}.{fact_key('in', one.segment)}"
            made = Differing(key, sound[one.experiment], one)
            held = best.get(one.experiment)
            if held is None or (made.better and not held.better):
                best[one.experiment] = made
        return tuple(best.values())

    def own_words(self) -> list[str]:
        """Names from the workspace's own rows, which text may quote."""
        return [
            *self.titles,
            *(one.name for one in self.experiments),
            *(one.decision_reason for one in self.experiments if one.decision_reason),
            *(one.metric.name for one in self.experiments),
            *(arm.key for one in self.measured for arm in one.arms),
            *self.steps.rows.steps(),
            *self.segments,
        ]


def _mismatch(arms: Sequence[Arm]) -> bool:
    """Whether people came in other shares than planned; unknown is no mismatch."""
    try:
        split = sample_ratio([arm.totals.units for arm in arms], [arm.weight for arm in arms])
    except (RefusedError, AnalysisError, NotEnoughDataError):
        return False
    return split.mismatch


def _effects(one: Measured) -> tuple[tuple[Arm, Effect], ...]:
    """Each variant's relative effect on the primary metric; those that cannot be given drop."""
    kind = one.experiment.metric.kind
    control = next((arm for arm in one.arms if arm.is_control), None)
    found = []
    for arm in one.arms:
        if control is None or arm.is_control:
            continue
        try:
            base, own = sample_of(kind, control.totals), sample_of(kind, arm.totals)
            found.append((arm, welch_effect(base, own)))
        except (RefusedError, AnalysisError, NotEnoughDataError):
            continue
    return tuple(found)

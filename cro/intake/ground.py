"""What one run of the intake looks at, and what it works out from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from uuid import UUID

import numpy as np

from cro.analysis import sample_of, step_baseline, traffic_share
from cro.analysis.arms import Kind, Sample
from cro.analysis.guardrails import Better
from cro.analysis.refusals import RefusedError
from cro.analysis.steps import EVERYBODY, Baseline
from cro.intake.answers import SaidMetric, SaidSegment
from cro.intake.contracts import IntakeInput
from cro.selectors import Measured, Steps
from kernel.core.fact_keys import fact_key, told_apart
from kernel.core.windows import Window
from kernel.statistics.quantiles import normal_quantile
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError

LATE_DAYS = 3
PLACES = Decimal("0.00001")


@dataclass(frozen=True, slots=True)
class Stored:
    """A metric definition as it is stored."""

    id: UUID
    name: str
    kind: Kind
    unit: str
    currency: str
    better: Better
    margin: Decimal | None


@dataclass(frozen=True, slots=True)
class StoredSegment:
    id: UUID
    name: str
    definition: str
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class StepBase:
    """A step's baseline with the key of its facts."""

    key: str
    base: Baseline


@dataclass(frozen=True, slots=True)
class Share:
    """A segment's counted share beside the stored one."""

    key: str
    segment: StoredSegment
    counted: Interval

    @property
    def differs(self) -> bool:
        """Whether the stored share lies outside of the counted one's interval, or is missing."""
        stored = self.segment.share
        return stored is None or not self.counted.covers(float(stored))


@dataclass(frozen=True, slots=True)
class MetricBase:
    """What the control of the newest test with a metric had; `value` in the metric's unit."""

    key: str
    metric: Stored
    measured: Measured
    sample: Sample
    value: Interval


@dataclass(frozen=True, slots=True)
class Gap:
    """A step without a row on some days between its others."""

    key: str
    step: str
    missing: tuple[dt.date, ...]


@dataclass(frozen=True)
class Ground:
    """The workspace's counts, definitions, segments and results, and what somebody said."""

    payload: IntakeInput
    today: dt.date
    steps: Steps
    metrics: Sequence[Stored]
    segments: Sequence[StoredSegment]
    measured: Sequence[Measured]
    said_metrics: Sequence[SaidMetric] = ()
    said_segments: Sequence[SaidSegment] = ()

    @cached_property
    def last(self) -> dt.date | None:
        """The newest day with a count."""
        return self.steps.rows.last_day(self.today)

    @property
    def window(self) -> Window | None:
        return Window.ending(self.last, self.payload.days) if self.last else None

    @cached_property
    def late_days(self) -> int:
        """By how many days the counts are late; 0 where they are not."""
        behind = (self.today - self.last).days if self.last else 0
        return behind if behind > LATE_DAYS else 0

    @cached_property
    def bases(self) -> tuple[StepBase, ...]:
        """Every step's baseline, of everybody first and then of each segment."""
        if self.window is None:
            return ()
        rows = self.steps.rows
        found = []
        for segment in (EVERYBODY, *rows.segments()):
            for step in rows.steps():
                try:
                    found.append(step_baseline(rows, step, segment, self.window))
                except NotEnoughDataError:
                    continue
        keys = told_apart([fact_key("step", one.step, one.segment or "all") for one in found])
        return tuple(StepBase(key, one) for key, one in zip(keys, found, strict=True))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Steps that have no row on days of the window on which another step has one."""
        if self.window is None:
            return ()
        rows = self.steps.rows.of_segment(EVERYBODY).within(self.window)
        known = np.unique(rows.date)
        found = []
        for step in rows.steps():
            missing = np.setdiff1d(known, rows.of_step(step).date)
            first = rows.of_step(step).date.min() if len(rows.of_step(step)) else None
            kept = tuple(
                day for day in missing.tolist() if first is not None and day > first.item()
            )
            if kept:
                found.append((step, kept))
        keys = told_apart([fact_key("gap", step) for step, _ in found])
        return tuple(Gap(key, *one) for key, one in zip(keys, found, strict=True))

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """The counted share of each segment that has counts."""
        if self.window is None:
            return ()
        found = []
        for segment in self.segments:
            try:
                found.append((segment, traffic_share(self.steps.rows, segment.name, self.window)))
            except (NotEnoughDataError, AnalysisError):
                continue
        keys = told_apart([fact_key("segment", one.name) for one, _ in found])
        return tuple(Share(key, *one) for key, one in zip(keys, found, strict=True))

    @cached_property
    def metric_bases(self) -> tuple[MetricBase, ...]:
        """The baseline of each metric that a test has measured, from its newest test's control.

        One of a whole week goes before a newer one of less.
        """
        newest: dict[UUID, Measured] = {}
        for one in sorted(self.measured, key=lambda test: not test.has_a_week):
            newest.setdefault(one.experiment.metric_id, one)
        found = []
        for metric in self.metrics:
            measured = newest.get(metric.id)
            arms = measured.arms if measured else ()
            control = next((arm for arm in arms if arm.is_control), None)
            if measured is None or control is None:
                continue
            try:
                sample = sample_of(metric.kind, control.totals)
            except (RefusedError, NotEnoughDataError, AnalysisError):
                continue
            reach = normal_quantile(0.975) * sample.squared_error**0.5
            value = Interval(sample.mean, sample.mean - reach, sample.mean + reach)
            found.append((metric, measured, sample, value))
        keys = told_apart([fact_key("metric", one[0].name) for one in found])
        return tuple(MetricBase(key, *one) for key, one in zip(keys, found, strict=True))

    @cached_property
    def new_metrics(self) -> tuple[SaidMetric, ...]:
        """What is to be drafted: what somebody said, and a proportion for each step without one."""
        known = {one.name.casefold() for one in self.metrics}
        said = [one for one in self.said_metrics if one.name.casefold() not in known]
        known |= {one.name.casefold() for one in said}
        steps = [
            SaidMetric(step[:120], "proportion", "people")
            for step in self.steps.rows.steps()
            if step[:120].casefold() not in known
        ]
        return (*said, *steps)

    @cached_property
    def new_segments(self) -> tuple[SaidSegment, ...]:
        """What somebody said and is not stored yet."""
        known = {one.name.casefold() for one in self.segments}
        return tuple(one for one in self.said_segments if one.name.casefold() not in known)

    @property
    def guarded(self) -> bool:
        """Whether some metric says how much of it may be lost."""
        named = [one.margin for one in self.metrics] + [one.margin for one in self.new_metrics]
        return any(margin is not None for margin in named)

    def own_words(self) -> list[str]:
        """Names from the workspace's own rows and the payload, which text may quote."""
        return [
            *self.steps.rows.steps(),
            *(one.name for one in self.metrics),
            *(one.name for one in self.new_metrics),
            *(one.name for one in self.segments),
            *(one.name for one in self.new_segments),
            *(one.experiment.name for one in self.measured),
        ]


def rounded(share: float) -> Decimal:
    """A share as its column holds it."""
    return Decimal(str(share)).quantize(PLACES)

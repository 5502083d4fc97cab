"""The rows of the demo company, as plain values named like the tables' columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DemoTenant:
    slug: str
    name: str
    currency: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class DemoSegment:
    name: str
    definition: str
    traffic_share: str


@dataclass(frozen=True, slots=True)
class DemoMetricDefinition:
    """`currency` is blank but for amounts, which are in minor units; `better` is up or down."""

    name: str
    kind: str
    unit: str
    currency: str
    better: str
    guardrail_margin: str | None


@dataclass(frozen=True, slots=True)
class DemoStepCount:
    """People who entered a step on a day, and went on; `segment` None: everybody."""

    step: str
    position: int
    date: date
    segment: str | None
    entered: int
    advanced: int


@dataclass(frozen=True, slots=True)
class DemoHypothesis:
    title: str
    because: str
    we_believe: str
    will: str
    segment: str | None
    metric: str
    step: str
    impact: int
    confidence: int
    ease: int
    status: str


@dataclass(frozen=True, slots=True)
class DemoVariant:
    key: str
    name: str
    is_control: bool
    weight: str


@dataclass(frozen=True, slots=True)
class DemoExperimentMetric:
    """A metric beside the primary one; `role` is guardrail or secondary."""

    metric: str
    role: str
    margin: str | None


@dataclass(frozen=True, slots=True)
class DemoMetric:
    """A row of `cro_metrics`: the people first exposed on `date`, and their outcomes."""

    variant: str
    metric: str
    segment: str | None
    date: date
    units: int
    conversions: int | None = None
    sum: int | None = None
    sum_squares: int | None = None
    denominator_sum: int | None = None
    denominator_sum_squares: int | None = None
    cross_product: int | None = None
    pre_sum: int | None = None
    pre_sum_squares: int | None = None
    pre_cross_product: int | None = None


@dataclass(frozen=True, slots=True)
class DemoExperiment:
    """An experiment with all that belongs to it; drafts have no days and no metrics.

    `planned_size` counts the people of all arms. `fixed_on` is the day on which the plan was
    fixed, `ends_on` the planned last day.
    """

    name: str
    hypothesis: str
    status: str
    metric: str
    segment: str | None
    method: str
    alpha: str
    power: str
    baseline: str
    minimum_effect: str
    planned_size: int
    planned_weeks: int
    starts_on: date | None
    ends_on: date | None
    stopped_on: date | None
    fixed_on: date | None
    multiple_exposures: int | None
    decision: str
    decision_reason: str
    decided_on: date | None
    variants: tuple[DemoVariant, ...]
    further: tuple[DemoExperimentMetric, ...]
    metrics: tuple[DemoMetric, ...]


@dataclass(frozen=True, slots=True)
class DemoSetting:
    alpha: str
    power: str
    method: str
    longest_weeks: int
    smallest_believable: str
    chance_to_ship: str
    risk_limit: str


@dataclass(frozen=True, slots=True)
class DemoWorkspace:
    slug: str
    name: str
    currency: str
    time_zone: str
    setting: DemoSetting
    segments: tuple[DemoSegment, ...]
    metric_definitions: tuple[DemoMetricDefinition, ...]
    step_counts: tuple[DemoStepCount, ...]
    hypotheses: tuple[DemoHypothesis, ...]
    experiments: tuple[DemoExperiment, ...]


@dataclass(frozen=True, slots=True)
class MismatchTruth:
    """Of the people of `segment` in arm `variant`, only `kept` of a thousand are counted."""

    workspace: str
    experiment: str
    variant: str
    segment: str
    since: date
    kept_per_mille: int


@dataclass(frozen=True, slots=True)
class WinnerTruth:
    """`variant` truly raises the metric by the relative effect `lift`."""

    workspace: str
    experiment: str
    variant: str
    metric: str
    lift: float


@dataclass(frozen=True, slots=True)
class SegmentTruth:
    """The effect is `lift` in `segment` and none in the others."""

    workspace: str
    experiment: str
    metric: str
    segment: str
    lift: float


@dataclass(frozen=True, slots=True)
class LeakTruth:
    """From `since` on, `step` lets `rate_after` of `segment` through instead of `rate_before`."""

    workspace: str
    step: str
    segment: str
    since: date
    rate_before: float
    rate_after: float

    @property
    def difference(self) -> float:
        return self.rate_after - self.rate_before


@dataclass(frozen=True, slots=True)
class Truths:
    mismatch: MismatchTruth
    winner: WinnerTruth
    segment: SegmentTruth
    leak: LeakTruth


@dataclass(frozen=True, slots=True)
class DemoData:
    """One demo tenant's experiments; `truths` is None where nothing is planted."""

    tenant: DemoTenant
    workspaces: tuple[DemoWorkspace, ...]
    truths: Truths | None

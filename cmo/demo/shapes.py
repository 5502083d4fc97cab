"""The rows of the demo company, as plain values named like the tables' columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DemoTenant:
    slug: str
    name: str
    currency: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class DemoChannel:
    """A campaign's channel, as `cmo_campaign_channels` holds it."""

    channel: str
    kind: str
    priority: int
    budget_share: str
    utm_source: str
    utm_medium: str
    utm_campaign: str


@dataclass(frozen=True, slots=True)
class DemoCampaign:
    """A campaign; `budget` in minor units of the workspace's currency."""

    name: str
    kind: str
    objective: str
    status: str
    start: date
    end: date | None
    budget: int
    primary_kpi: str
    channels: tuple[DemoChannel, ...]


@dataclass(frozen=True, slots=True)
class DemoStage:
    name: str
    kind: str
    position: int
    objective: str
    target_conversion_rate: str


@dataclass(frozen=True, slots=True)
class DemoFunnel:
    name: str
    kind: str
    status: str
    stages: tuple[DemoStage, ...]


@dataclass(frozen=True, slots=True)
class DemoMetric:
    """A row of `cmo_metrics_snapshots`; money in minor units. `campaign` None: of no campaign."""

    campaign: str | None
    channel: str
    date: date
    impressions: int
    clicks: int
    sessions: int
    conversions: int
    cost: int
    revenue: int
    currency: str


@dataclass(frozen=True, slots=True)
class DemoFunnelCount:
    funnel: str
    stage: str
    date: date
    entered: int
    advanced: int


@dataclass(frozen=True, slots=True)
class DemoTouchpoint:
    """A row of `cmo_touchpoints`; the last three are empty but on a converting contact."""

    person_key: str
    channel: str
    campaign: str | None
    at: datetime
    converted_at: datetime | None
    value: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class DemoWorkspace:
    slug: str
    name: str
    currency: str
    time_zone: str
    campaigns: tuple[DemoCampaign, ...]
    funnels: tuple[DemoFunnel, ...]
    metrics: tuple[DemoMetric, ...]
    funnel_counts: tuple[DemoFunnelCount, ...]
    touchpoints: tuple[DemoTouchpoint, ...]


@dataclass(frozen=True, slots=True)
class LeakTruth:
    """From `since` on, `stage` lets `rate_after` through instead of `rate_before`."""

    workspace: str
    funnel: str
    stage: str
    since: date
    rate_before: float
    rate_after: float

    @property
    def difference(self) -> float:
        return self.rate_after - self.rate_before


@dataclass(frozen=True, slots=True)
class TrackingTruth:
    """On `day` only `kept` of a thousand visits were seen; the counts are those really lost."""

    workspace: str
    day: date
    channels: tuple[str, ...]
    kept_per_mille: int
    sessions_lost: int
    conversions_lost: int
    revenue_lost: int


@dataclass(frozen=True, slots=True)
class SaturationTruth:
    """`channel` brings half of what it ever can at `half` minor units a day.

    `saturation` is the share of its maximum that it reaches at the mean spend of the last 91 days,
    `marginal_share` what the next unit brings there against the average unit.
    """

    workspace: str
    channel: str
    half: int
    spend: int
    saturation: float

    @property
    def marginal_share(self) -> float:
        return 1.0 - self.saturation


@dataclass(frozen=True, slots=True)
class Truths:
    leak: LeakTruth
    tracking: TrackingTruth
    saturation: SaturationTruth


@dataclass(frozen=True, slots=True)
class DemoData:
    """One demo tenant's marketing data; `truths` is None where nothing is planted."""

    tenant: DemoTenant
    workspaces: tuple[DemoWorkspace, ...]
    truths: Truths | None

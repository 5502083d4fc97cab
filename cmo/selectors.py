"""Reads of the marketing tables, inside an open scope, for agents and screens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Max

from cmo.analysis.rows import COUNTS, SUMS, FunnelRows, MetricRows, Stage
from cmo.models import (
    Campaign,
    CampaignChannel,
    Funnel,
    FunnelCount,
    FunnelStage,
    MetricsSnapshot,
)
from cmo.models.campaign import CampaignStatus
from cmo.models.columns import channel_label
from cmo.models.funnel import FunnelStatus
from kernel.core.windows import Window
from kernel.screens.reach import SourceReach, first_day, opening, settled
from kernel.screens.reach import reaches as source_reaches

METRIC_COLUMNS = ("date", "channel", "currency", "excluded", *COUNTS, *SUMS)


def metric_rows(
    window: Window,
    *,
    channels: Iterable[str] = (),
    currency: str = "",
    campaign: UUID | None = None,
) -> MetricRows:
    """The stored days of a window; empty filters take everything."""
    rows = MetricsSnapshot.objects.filter(date__range=(window.first, window.last))
    if channels := tuple(channels):
        rows = rows.filter(channel__in=channels)
    if currency:
        rows = rows.filter(currency=currency)
    if campaign:
        rows = rows.filter(campaign_id=campaign)
    return MetricRows.of(
        {**row, "campaign": row["campaign_id"]}
        for row in rows.order_by("date", "channel", "id").values(*METRIC_COLUMNS, "campaign_id")
    )


def funnel_rows(window: Window) -> FunnelRows:
    """The stages' days of a window; a stage is called by its id."""
    rows = FunnelCount.objects.filter(date__range=(window.first, window.last))
    return FunnelRows.of(
        {**row, "stage": row["stage_id"]}
        for row in rows.order_by("date", "stage_id").values(
            "date", "stage_id", "entered", "advanced"
        )
    )


@dataclass(frozen=True, slots=True)
class FunnelStages:
    """A funnel with its stages as the analysis takes them, in order."""

    id: UUID
    name: str
    stages: tuple[Stage, ...]


def funnels(*, active_only: bool = True) -> tuple[FunnelStages, ...]:
    """The funnels that have stages, by name; archived and draft ones are left out."""
    stages: dict[UUID, list[Stage]] = {}
    for row in FunnelStage.objects.order_by("position").values(
        "id", "name", "funnel_id", "position", "target_conversion_rate"
    ):
        rate = row["target_conversion_rate"]
        stages.setdefault(row["funnel_id"], []).append(
            Stage(
                key=str(row["id"]),
                name=row["name"],
                funnel=str(row["funnel_id"]),
                position=row["position"],
                target_rate=None if rate is None else float(rate),
            )
        )
    found = Funnel.objects.order_by("name")
    if active_only:
        found = found.filter(status=FunnelStatus.ACTIVE)
    return tuple(
        FunnelStages(funnel_id, name, tuple(stages[funnel_id]))
        for funnel_id, name in found.values_list("id", "name")
        if funnel_id in stages
    )


@dataclass(frozen=True, slots=True)
class ChannelShare:
    """A channel's part of a campaign's budget, 0..1."""

    id: UUID
    channel: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class CampaignShares:
    """A running campaign with its channels; `budget` in minor units of `currency`."""

    id: UUID
    name: str
    budget: int | None
    currency: str
    channels: tuple[ChannelShare, ...]


def campaign_shares() -> tuple[CampaignShares, ...]:
    """Running campaigns with the channels that have a part of their budget, by name."""
    shares: dict[UUID, list[ChannelShare]] = {}
    rows = CampaignChannel.objects.filter(
        campaign__status=CampaignStatus.ACTIVE, budget_share__gt=0
    )
    for row in rows.order_by("priority", "channel").values_list(
        "campaign_id", "id", "channel", "budget_share"
    ):
        shares.setdefault(row[0], []).append(ChannelShare(*row[1:]))
    running = Campaign.objects.filter(pk__in=shares).order_by("name")
    return tuple(
        CampaignShares(*row, channels=tuple(shares[row[0]]))
        for row in running.values_list("id", "name", "budget", "currency")
    )


def channel_names() -> list[str]:
    """Every channel that has a stored day."""
    rows = MetricsSnapshot.objects.order_by("channel").values_list("channel", flat=True)
    return list(rows.distinct())


def reaches(today: date) -> list[SourceReach]:
    """How far each channel and each running funnel goes, up to today."""
    since = first_day(today)
    channels = MetricsSnapshot.objects.filter(date__range=(since, today)).order_by("channel")
    counts = FunnelCount.objects.filter(
        date__range=(since, today), stage__funnel__status=FunnelStatus.ACTIVE
    ).order_by("stage__funnel__name")
    pairs = channels.values_list("channel", "date").distinct()
    return [
        *source_reaches(((channel_label(name), day) for name, day in pairs), "channel", today),
        *source_reaches(
            counts.values_list("stage__funnel__name", "date").distinct(), "funnel", today
        ),
    ]


def settled_day(today: date) -> date:
    """The day that periods end with."""
    return settled(newest_day(today), today)


def opening_day(today: date) -> date:
    """The day that pages open with."""
    return opening(newest_day(today), today)


def newest_day(today: date) -> date | None:
    """The last day up to today that has daily metrics."""
    rows = MetricsSnapshot.objects.filter(date__lte=today)
    newest: date | None = rows.aggregate(last=Max("date"))["last"]
    return newest

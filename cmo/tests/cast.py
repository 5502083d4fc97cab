"""Rows for tests: a workspace with a few months of two channels and a funnel."""

from __future__ import annotations

import datetime as dt

from cmo.models import (
    Campaign,
    CampaignChannel,
    Funnel,
    FunnelCount,
    FunnelStage,
    MetricsSnapshot,
)
from kernel.tenancy.models import Tenant
from kernel.tenancy.scope import require_scope

TODAY = dt.date(2026, 1, 31)
DAYS = 240


def stand_still(day=TODAY):
    """Set the date of the scope's tenant."""
    Tenant.objects.filter(pk=require_scope().tenant_id).update(as_of=day)


def days(count=DAYS, last=TODAY):
    return [last - dt.timedelta(days=back) for back in reversed(range(count))]


def wave(day, size):
    """A number that moves with weekday and date, the same every time."""
    return size + (day.toordinal() * 7919 % 41) - 20 + (day.isoweekday() % 7) * 3


def marketing(count=DAYS, last=TODAY, altered=None):
    """Campaigns, a funnel and their days in the open scope.

    ``altered`` is called with each day's figures of a channel before they are stored.
    """
    search = Campaign.objects.create(
        name="Everyday search", status="active", budget=1_000_000, currency="EUR"
    )
    social = Campaign.objects.create(
        name="Morning ritual", status="active", budget=500_000, currency="EUR"
    )
    CampaignChannel.objects.create(campaign=search, channel="paid_search", budget_share=1)
    CampaignChannel.objects.create(campaign=social, channel="paid_social", budget_share="0.7")
    CampaignChannel.objects.create(campaign=social, channel="display", budget_share="0.3")
    funnel = Funnel.objects.create(name="Online shop", status="active", currency="EUR")
    stages = [
        FunnelStage.objects.create(
            funnel=funnel, name=name, position=place, target_conversion_rate=rate
        )
        for place, (name, rate) in enumerate(
            (("Visit to basket", "0.20"), ("Basket to order", "0.30")), start=1
        )
    ]
    snapshots, counts = [], []
    for day in days(count, last):
        for campaign, channel, clicks, cost, revenue in (
            (search, "paid_search", 400, 25_000, 160_000),
            (social, "paid_social", 300, 20_000, 60_000),
            (social, "display", 200, 6_000, 40_000),
            (None, "organic_search", 350, None, 90_000),
        ):
            visits = wave(day, clicks)
            snapshots.append(
                MetricsSnapshot(
                    campaign=campaign,
                    channel=channel,
                    date=day,
                    impressions=visits * 30,
                    clicks=visits,
                    sessions=visits * 9 // 10,
                    conversions=visits // 25,
                    cost=None if cost is None else wave(day, cost // 100) * 100,
                    revenue=wave(day, revenue // 100) * 100,
                    currency="EUR",
                )
            )
        entered = wave(day, 1200)
        for stage, part in zip(stages, (0.22, 0.31), strict=True):
            advanced = int(entered * part)
            counts.append(FunnelCount(stage=stage, date=day, entered=entered, advanced=advanced))
            entered = advanced
    for row in snapshots if altered else ():
        altered(row)
    MetricsSnapshot.objects.bulk_create(snapshots)
    FunnelCount.objects.bulk_create(counts)
    return {"search": search, "social": social, "funnel": funnel, "stages": stages}

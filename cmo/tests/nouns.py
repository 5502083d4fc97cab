"""A row of each marketing table, for the inherited cases."""

from __future__ import annotations

import datetime as dt

from cmo.models import (
    BrandProfile,
    CalendarEvent,
    Campaign,
    CampaignChannel,
    ContentAsset,
    ContentVariant,
    Funnel,
    FunnelCount,
    FunnelStage,
    IcpSegment,
    MarketingPlan,
    MetricsSnapshot,
    Offer,
    Recommendation,
    Touchpoint,
    WeeklySummary,
)
from kernel.core.facts import Fact
from kernel.decisions.proposals import propose

MONDAY = dt.date(2026, 1, 5)
MORNING = dt.datetime(2026, 2, 2, 9, 30, tzinfo=dt.UTC)


def segment(number=1, **values):
    return IcpSegment.objects.create(**{"name": f"Segment {number}", **values})


def offer(number=1, **values):
    wanted = {"name": f"Offer {number}", "currency": "EUR", "price_low": number * 100}
    return Offer.objects.create(**{**wanted, **values})


def plan(number=1, **values):
    first = dt.date(2026, number, 1)
    wanted = {
        "name": f"Plan {number}",
        "start": first,
        "end": first + dt.timedelta(days=89),
        "budget": number * 1000,
        "currency": "EUR",
    }
    return MarketingPlan.objects.create(**{**wanted, **values})


def campaign(number=1, **values):
    wanted = {"name": f"Campaign {number}", "currency": "EUR"}
    return Campaign.objects.create(**{**wanted, **values})


def channel(number=1, **values):
    wanted = {"campaign": values.pop("campaign", None) or campaign(number), "channel": "email"}
    return CampaignChannel.objects.create(**{**wanted, **values})


def snapshot(number=1, **values):
    wanted = {"date": MONDAY, "channel": f"channel_{number}", "currency": "EUR", "clicks": number}
    return MetricsSnapshot.objects.create(**{**wanted, **values})


def funnel(number=1, **values):
    return Funnel.objects.create(**{"name": f"Funnel {number}", "currency": "EUR", **values})


def stage(number=1, **values):
    wanted = {"funnel": values.pop("funnel", None) or funnel(number), "position": 1}
    return FunnelStage.objects.create(**{**wanted, "name": f"Stage {number}", **values})


def count(number=1, **values):
    wanted = {"stage": values.pop("stage", None) or stage(number), "date": MONDAY}
    return FunnelCount.objects.create(**{**wanted, "entered": 5, "advanced": 2, **values})


def asset(number=1, **values):
    return ContentAsset.objects.create(**{"title": f"Asset {number}", "channel": "email", **values})


def variant(number=1, **values):
    wanted = {"asset": values.pop("asset", None) or asset(number), "headline": f"Headline {number}"}
    return ContentVariant.objects.create(**{**wanted, **values})


def event(number=1, **values):
    starts = MORNING + dt.timedelta(days=number)
    return CalendarEvent.objects.create(
        **{"title": f"Event {number}", "starts_at": starts, **values}
    )


def touchpoint(number=1, **values):
    at = MORNING + dt.timedelta(hours=number)
    return Touchpoint.objects.create(
        **{"person_key": f"p{number}", "channel": "email", "at": at, **values}
    )


def profile(number=1, **values):
    """The workspace's one profile, whichever number was asked for."""
    return BrandProfile.objects.update_or_create(defaults={"name": f"Brand {number}", **values})[0]


def summary(number=1, **values):
    wanted = {"week_start": MONDAY + dt.timedelta(weeks=number), "narrative": f"Week {number}."}
    return WeeklySummary.objects.create(**{**wanted, **values})


def recommendation(number=1, **values):
    """A proposal to give a stage another target; it rests on one figure."""
    row = stage(number)
    rate = Fact(
        "rate", "Rate", 0.3, "fraction", function="cmo.analysis.rates", version="1",
        input_hash="0" * 64, formula="the share",
    )  # fmt: skip
    made = propose(
        Recommendation,
        kind="leak",
        subject=str(row.pk),
        title=f"Bring it back {number}",
        rationale="It was {fact:rate}.",
        severity="low",
        evidence=[rate],
        action_kind="cmo.set_stage_target",
        action_args={"stage_id": str(row.pk), "rate": "0.35"},
    ).recommendation
    Recommendation.objects.filter(pk=made.pk).update(**values)
    return Recommendation.objects.get(pk=made.pk)

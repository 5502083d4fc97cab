"""The written works of the demo companies, put into the tables of one workspace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from zoneinfo import ZoneInfo

from cmo.demo import DemoWorkspace
from cmo.demo.works import GROWTH, PLAN_BUDGET, WORKS, DemoWorks, at, plan_days
from cmo.models import (
    BrandProfile,
    CalendarEvent,
    Campaign,
    ContentAsset,
    ContentVariant,
    IcpSegment,
    MarketingPlan,
    Offer,
    WeeklySummary,
)

MODELS = (WeeklySummary, CalendarEvent, ContentVariant, ContentAsset)
LATER_MODELS = (MarketingPlan, Offer, IcpSegment, BrandProfile)


def fill(
    tenant: str, data: DemoWorkspace, campaigns: Mapping[str, Campaign], as_of: dt.date
) -> int:
    """Write them all; the coming campaign joins the plan. Answers how many rows were written."""
    works = WORKS[tenant]
    zone = ZoneInfo(data.time_zone)
    BrandProfile.objects.create(**_columns(works.profile))
    segments = {one.name: IcpSegment(**_columns(one)) for one in works.segments}
    IcpSegment.objects.bulk_create(segments.values())
    offers = [
        Offer(**{**_columns(one), "segment": segments[one.segment], "currency": data.currency})
        for one in works.offers
    ]
    Offer.objects.bulk_create(offers)
    plan = _plan(works, data, as_of)
    plan.save()
    coming = next(one for one in campaigns.values() if one.status == "scheduled")
    coming.plan, coming.offer = plan, offers[1]
    coming.segment = segments[works.segments[0].name]
    coming.save()
    assets = _assets(works, coming)
    return 3 + len(segments) + len(offers) + assets + _events(works, plan, coming, as_of, zone)


def empty() -> None:
    """Take away what `fill` wrote, and what refers to it; campaigns go between the two."""
    for model in MODELS:
        rows = model.objects.all()
        rows._raw_delete(rows.db)


def empty_later() -> None:
    """The rows that campaigns refer to."""
    for model in LATER_MODELS:
        rows = model.objects.all()
        rows._raw_delete(rows.db)


def _columns(row: object) -> dict[str, object]:
    found = asdict(row)  # type: ignore[call-overload]
    return {name: list(v) if isinstance(v, tuple) else v for name, v in found.items()}


def _plan(works: DemoWorks, data: DemoWorkspace, as_of: dt.date) -> MarketingPlan:
    first, last = plan_days(as_of)
    before = first - dt.timedelta(days=90)
    revenue = sum(one.revenue or 0 for one in data.metrics if before <= one.date < first)
    return MarketingPlan(
        name=works.plan_name,
        objective=works.plan_objective,
        status="active",
        start=first,
        end=last,
        goal_metric="revenue",
        goal_baseline=Decimal(revenue),
        goal_target=Decimal(revenue * (100 + GROWTH) // 100),
        budget=PLAN_BUDGET,
        currency=data.currency,
        channel_allocation=[
            {"channel": channel, "share": share, "amount": int(Decimal(share) * PLAN_BUDGET)}
            for channel, share in works.shares
        ],
        milestones=[
            {
                "key": one.key,
                "date": (first + dt.timedelta(days=one.day)).isoformat(),
                "title": one.title,
                "detail": one.detail,
                "done": one.done,
            }
            for one in works.milestones
        ],
        risks=[
            {"title": title, "sign": sign, "answer": answer} for title, sign, answer in works.risks
        ],
    )


def _assets(works: DemoWorks, campaign: Campaign) -> int:
    assert campaign.start is not None
    count = 0
    for one in works.assets:
        asset = ContentAsset.objects.create(
            campaign=campaign,
            title=one.title,
            kind=one.kind,
            channel=one.channel,
            key_message=one.key_message,
            status="draft",
            publish_on=campaign.start + dt.timedelta(days=one.day),
        )
        ContentVariant.objects.bulk_create(
            ContentVariant(asset=asset, **asdict(variant)) for variant in one.variants
        )
        ContentAsset.objects.filter(pk=asset.pk).update(status=one.status)
        count += 1 + len(one.variants)
    return count


def _events(
    works: DemoWorks, plan: MarketingPlan, campaign: Campaign, as_of: dt.date, zone: ZoneInfo
) -> int:
    """The milestones that are left, the days of the pieces, and the weekly meeting."""
    assert campaign.start is not None
    events = [
        _event(one.title, "milestone", plan.start + dt.timedelta(days=one.day), 14, zone)
        for one in works.milestones
        if plan.start + dt.timedelta(days=one.day) >= as_of
    ]
    for number, asset in enumerate(campaign.assets.order_by("publish_on", "title")):
        made = _event(asset.title, "publish", asset.publish_on, 9 + number, zone)
        made.campaign, made.asset, made.channel = campaign, asset, asset.channel
        events.append(made)
    monday = as_of - dt.timedelta(days=as_of.weekday())
    for week in range(-1, 6):
        day = monday + dt.timedelta(weeks=week)
        made = _event("Monday look at the figures", "event", day, 9, zone)
        made.status = "done" if day < as_of else "planned"
        events.append(made)
    CalendarEvent.objects.bulk_create(events)
    return len(events)


def _event(title: str, kind: str, day: dt.date | None, hour: int, zone: ZoneInfo) -> CalendarEvent:
    assert day is not None
    starts = at(day, hour).replace(tzinfo=zone)
    return CalendarEvent(
        title=title, kind=kind, starts_at=starts, ends_at=starts + dt.timedelta(minutes=30)
    )

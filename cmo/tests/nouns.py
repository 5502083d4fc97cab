"""A row of each marketing table that people write by hand, for the inherited cases."""

from __future__ import annotations

import datetime as dt

from cmo.models import (
    BrandProfile,
    CalendarEvent,
    ContentAsset,
    ContentVariant,
    IcpSegment,
    MarketingPlan,
    Offer,
    Touchpoint,
)

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

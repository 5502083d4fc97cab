"""Rows of two businesses that plan campaigns: a coffee roaster and a bicycle workshop."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from cmo.models import BrandProfile, IcpSegment, MarketingPlan, Offer
from cmo.tests.cast import TODAY, stand_still


def coffee(budget=9_000_000):
    """A roaster with a plan of 90 days from the second of February 2026."""
    stand_still()
    BrandProfile.objects.create(
        name="Alder Coffee",
        tagline="Roasted this week, brewed this morning",
        mission="Bring fresh coffee to every kitchen that cares.",
        voice="Warm and plain; short sentences; never shouts.",
        tone="calm",
        value_proposition="Beans roasted to order and at your door within the week.",
        differentiators=["Roasted after you order", "Every farm named on the bag"],
        messaging_pillars=["Freshness you can taste", "Farmers you can name"],
    )
    homes = IcpSegment.objects.create(
        name="Home brewers",
        pains=["Supermarket beans taste flat", "Grinders are a riddle"],
        goals=["A better cup before work"],
        buying_triggers=["A new machine"],
        objections=["Good coffee is too dear"],
        preferred_channels=["paid_social", "email", "paid_search"],
        is_primary=True,
        priority=90,
    )
    offices = IcpSegment.objects.create(
        name="Small offices", pains=["The machine is always empty"], priority=40
    )
    flagship = Offer.objects.create(
        name="Weekly box",
        kind="subscription",
        description="Two bags a week, chosen by what you liked.",
        benefits=["Never runs out", "A new farm every week"],
        pricing_model="subscription",
        price_low=1_290,
        price_high=2_490,
        currency="EUR",
        status="active",
        segment=homes,
        is_flagship=True,
    )
    gift = Offer.objects.create(
        name="Gift box", benefits=["Wrapped by hand"], currency="EUR", status="active"
    )
    plan = MarketingPlan.objects.create(
        name="Spring plan",
        status="active",
        start=dt.date(2026, 2, 2),
        end=dt.date(2026, 5, 2),
        objective="Grow the weekly box among home brewers.",
        goal_metric="revenue",
        budget=budget,
        currency="EUR",
        channel_allocation=[
            {"channel": "paid_search", "share": 0.5, "amount": budget // 2},
            {"channel": "paid_social", "share": 0.3, "amount": budget * 3 // 10},
            {"channel": "display", "share": 0.2, "amount": budget // 5},
        ],
    )
    return {"plan": plan, "homes": homes, "offices": offices, "flagship": flagship, "gift": gift}


def bicycles():
    """A workshop that shares no word with the roaster."""
    stand_still()
    BrandProfile.objects.create(
        name="Harbour Wheels",
        tagline="Rides again by tonight",
        voice="Brisk, dry, practical. Talks like a mechanic.",
        value_proposition="Any bicycle repaired on the day it comes in.",
        differentiators=["Open when commuters are"],
        messaging_pillars=["Same-day repair"],
    )
    segment = IcpSegment.objects.create(
        name="Daily commuters",
        pains=["A flat tyre means a missed train"],
        goals=["Arrive dry and on time"],
        objections=["Shops keep the bike for days"],
        preferred_channels=["sms", "local_press"],
        is_primary=True,
    )
    Offer.objects.create(
        name="Quick repair",
        kind="service",
        description="Bring it before nine, ride it home after work.",
        benefits=["Back the same day"],
        currency="EUR",
        price_low=4_900,
        status="active",
        segment=segment,
        is_flagship=True,
    )
    MarketingPlan.objects.create(
        name="Wet season",
        status="approved",
        start=dt.date(2026, 1, 20),
        end=dt.date(2026, 4, 19),
        budget=1_500_000,
        currency="EUR",
        channel_allocation=[{"channel": "local_press", "share": str(Decimal(1)), "amount": None}],
    )


def later(days):
    """Move the tenant's date on."""
    stand_still(TODAY + dt.timedelta(days=days))

"""Which channels carry a campaign, of which kind they are, and how its visits are marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

from cmo.campaigns.contracts import MOST_CHANNELS
from cmo.campaigns.ground import Ground, Habit

STEP = Decimal("0.00001")
OWNED = ("email", "e-mail", "newsletter", "sms", "website", "site", "app", "push", "direct")
EARNED = ("referral", "pr", "press", "partner", "partners", "partnership", "affiliate", "review")
PAID = ("paid", "ads", "ad", "display", "sponsored", "search", "video", "retargeting", "tv")
MEDIUM = {"paid": "cpc", "organic": "organic", "owned": "owned", "earned": "referral"}


def kind_of(channel: str, habits: Mapping[str, Habit] | None = None) -> str:
    """paid, organic, owned or earned: as the workspace had it last, else by the channel's words."""
    habit = (habits or {}).get(channel)
    if habit is not None:
        return habit.kind
    words = re.split(r"[_\W]+", channel)
    if words[0] == "organic":
        return "organic"
    for kind, known in (("owned", OWNED), ("earned", EARNED), ("paid", PAID)):
        if channel in known or any(word in known for word in words):
            return kind
    return "organic"


def chosen(ground: Ground) -> tuple[str, ...]:
    """The channels in the order of their share of the plan.

    Those asked for; else those of the plan that the segment prefers, all of the plan's where the
    segment prefers none of them; after these what the segment prefers and costs nothing.
    """
    if ground.asked.channels:
        return ground.asked.channels[:MOST_CHANNELS]
    allocation = {name: share for name, share in ground.plan.allocation.items() if share > 0}
    preferred = ground.segment.channels
    both = [name for name in allocation if name in preferred]
    paid = sorted(both or allocation, key=lambda name: (-allocation[name], name))
    free = [
        name
        for name in preferred
        if name not in allocation and kind_of(name, ground.habits) != "paid"
    ]
    return tuple([*paid, *free][:MOST_CHANNELS])


def shares(ground: Ground, channels: tuple[str, ...]) -> dict[str, Decimal]:
    """The part of the budget of each channel: in the proportion of the plan's allocation.

    Channels that the plan gives nothing have none, unless it gives none of them anything: then
    the paid ones share evenly. What a person set stays, and the rest share what is left. The
    shares never add up to more than 1.
    """
    fixed = dict(ground.own.fixed) if ground.own else {}
    free = max(Decimal(0), Decimal(1) - sum(fixed.values(), Decimal(0)))
    weights = {
        name: ground.plan.allocation.get(name, Decimal(0)) for name in channels if name not in fixed
    }
    if not any(weights.values()):
        paid = [name for name in weights if kind_of(name, ground.habits) == "paid"]
        weights = {name: Decimal(name in (paid or weights)) for name in weights}
    total = sum(weights.values(), Decimal(0))
    made = {
        name: (free * weight / total).quantize(STEP, rounding=ROUND_DOWN) if total else Decimal(0)
        for name, weight in weights.items()
    }
    if total and made:
        largest = max(made, key=lambda name: (made[name], name))
        made[largest] += free - sum(made.values(), Decimal(0))
    return {name: fixed[name] if name in fixed else made[name] for name in channels}


def utm(channel: str, name: str, habits: Mapping[str, Habit]) -> tuple[str, str, str]:
    """Source, medium and campaign: the first two as the workspace marked the channel last."""
    habit = habits.get(channel)
    kind = kind_of(channel, habits)
    medium = channel if kind == "owned" else MEDIUM[kind]
    if habit is not None and habit.source:
        return habit.source, habit.medium or medium, slug(name)
    return channel, medium, slug(name)


def slug(words: str) -> str:
    """A name as it stands in an address: "Café 2026" is cafe-2026."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:120].strip("-") or "campaign"

"""What content is made from: the campaign, the brand's own words, the calendar, what is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from uuid import UUID

from cmo.analysis.calendar import Event
from cmo.campaigns.ground import Hours


@dataclass(frozen=True, slots=True)
class Run:
    """The campaign that is written for; `channels` with the kind of each, by priority."""

    id: UUID
    name: str
    objective: str
    start: dt.date
    end: dt.date
    channels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Brand:
    """The brand in its own words."""

    name: str
    tagline: str
    mission: str
    voice: str
    tone: str
    value_proposition: str
    differentiators: tuple[str, ...]
    messaging_pillars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sold:
    """The offer in its own words; prices in minor units."""

    id: UUID
    name: str
    kind: str
    pricing: str
    description: str
    benefits: tuple[str, ...]
    price_low: int | None
    price_high: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it: the segment in its own words."""

    name: str
    pains: tuple[str, ...]
    goals: tuple[str, ...]
    triggers: tuple[str, ...]
    objections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A drafted asset that is there already; `touched` by a person since."""

    title: str
    channel: str
    kind: str
    touched: bool
    publish_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that the pieces follow from."""

    today: dt.date
    campaign: Run
    brand: Brand
    offer: Sold | None
    reader: Reader | None
    stages: Mapping[str, UUID]
    standing: tuple[Standing, ...]
    events: tuple[Event, ...]
    own_days: tuple[dt.date, ...]
    hours: Hours
    most: int

    def words(self) -> list[str]:
        """Every text of the workspace that a piece may quote, with and without its full stop."""
        found = [self.campaign.name, self.campaign.objective]
        for part in (self.brand, self.offer, self.reader):
            if part is None:
                continue
            for one in fields(part):
                value = getattr(part, one.name)
                found += [value] if isinstance(value, str) else []
                found += list(value) if isinstance(value, tuple) else []
        texts = [text for text in found if text]
        return list(dict.fromkeys([*texts, *(bare(text) for text in texts)]))


def bare(text: str) -> str:
    """A text without the mark at its end, to stand inside a sentence."""
    return text.strip().rstrip(".!?…:;, ")

"""Who is credited with a conversion: seven rules side by side, from the stored touchpoints."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from cmo.analysis import attribute, paths_of
from cmo.analysis.attribution import Credit, Path, Touch
from cmo.models import Touchpoint
from kernel.core.windows import Window

RULES = {
    "first": ("First", "All to the first contact."),
    "last": ("Last", "All to the last contact before the conversion."),
    "linear": ("Linear", "The same to each contact."),
    "position": ("Position", "40% each to the first and the last, the rest to those between."),
    "time_decay": ("Time decay", "A contact counts half as much for each week before."),
    "markov": ("Markov", "By how many conversions are lost when a channel is taken away."),
    "shapley": ("Shapley", "A channel’s mean addition over all orders in which channels join."),
}
BY_ALL = "markov"
"""The rule whose shares come from all paths together; the others share each path by itself."""
LOOKBACKS = (7, 30, 90)
LOOKBACK = 30


@dataclass(frozen=True, slots=True)
class Conversion:
    """A conversion with the contacts before it; `touchpoint` is the row that closed it."""

    touchpoint: UUID
    person: str
    path: Path


@dataclass(frozen=True, slots=True)
class Attributed:
    """The credits of one currency by rule and channel; each rule's add up to `conversions`.

    `value` is what the conversions brought, in minor units of `currency`; `people` is how many
    had a contact, buyers or not.
    """

    currency: str
    closed: tuple[Conversion, ...]
    people: int
    credits: Mapping[str, Mapping[str, Credit]]

    @property
    def conversions(self) -> int:
        return len(self.closed)

    @property
    def value(self) -> int:
        return sum(one.path.value for one in self.closed)

    def share(self, one: Conversion, rule: str, channel: str) -> Fraction:
        """The part of one conversion that a rule gives a channel, 0..1."""
        if rule == BY_ALL:
            return self.credits[rule][channel].conversions / self.conversions
        found = attribute([one.path], rule).get(channel)
        return Fraction(0) if found is None else found.conversions


@dataclass(frozen=True, slots=True)
class Contact:
    """A stored touchpoint: its row, the touch, and the currency of a conversion."""

    touchpoint: UUID
    touch: Touch
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contacts that conversions of some local days may come from, `lookback` days before too.

    `begins` and `ends` are the first moment of the days and the first after them.
    """

    begins: dt.datetime
    ends: dt.datetime
    lookback: int
    rows: tuple[Contact, ...]


def contacts(window: Window, lookback: int, zone: ZoneInfo) -> Contacts:
    """The stored touchpoints of a window's local days and of the days before, by time."""
    begins, ends = window.instants(zone)
    of_the_days = Q(at__gte=begins - dt.timedelta(days=lookback), at__lt=ends)
    rows = Touchpoint.objects.filter(
        of_the_days | Q(converted_at__gte=begins, converted_at__lt=ends)
    ).order_by("at", "id")
    found = tuple(
        Contact(key, Touch(person, channel, at, converted, value), currency)
        for key, person, channel, at, converted, value, currency in rows.values_list(
            "pk", "person_key", "channel", "at", "converted_at", "value", "currency"
        )
    )
    return Contacts(begins, ends, lookback, found)


def attributed(window: Window, lookback: int, zone: ZoneInfo) -> list[Attributed]:
    """The conversions of a window's local days, credited; nothing where no touchpoint is stored."""
    return credited(contacts(window, lookback, zone))


def credited(found: Contacts) -> list[Attributed]:
    """The conversions of the days, a currency each, the largest first.

    People who did not convert count in the chain of all paths, whatever the currency.
    """
    people: dict[str, list[Touch]] = defaultdict(list)
    closing: dict[tuple[str, str, dt.datetime], tuple[UUID, str]] = {}
    for one in found.rows:
        touch = one.touch
        people[touch.person].append(touch)
        if touch.converted_at is not None:
            closing[touch.person, touch.channel, touch.at] = (one.touchpoint, one.currency)
    closed: dict[str, list[Conversion]] = defaultdict(list)
    open_paths: list[Path] = []
    for person, touches in people.items():
        for path in paths_of(touches, found.lookback):
            if path.converted_at is None:
                open_paths.append(path)
            elif found.begins <= path.converted_at < found.ends:
                key, currency = _closed_by(person, path, closing)
                closed[currency].append(Conversion(key, person, path))
    parts = [
        Attributed(
            currency,
            tuple(own),
            len(people),
            {rule: attribute([*(one.path for one in own), *open_paths], rule) for rule in RULES},
        )
        for currency, own in sorted(closed.items())
    ]
    return sorted(parts, key=lambda one: -one.conversions)


def _closed_by(
    person: str, path: Path, closing: Mapping[tuple[str, str, dt.datetime], tuple[UUID, str]]
) -> tuple[UUID, str]:
    """The row and the currency of the one contact of a path that led to the conversion."""
    contacts = zip(path.channels, path.at, strict=True)
    return next(
        closing[person, channel, at] for channel, at in contacts if (person, channel, at) in closing
    )

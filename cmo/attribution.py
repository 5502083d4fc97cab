"""Who is credited with a conversion: seven rules side by side, from the stored touchpoints."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

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
    "shapley": ("Shapley", "A channel's mean addition over all orders in which channels join."),
}
LOOKBACKS = (7, 30, 90)
LOOKBACK = 30


@dataclass(frozen=True, slots=True)
class Attributed:
    """The credits of one currency by rule and channel; each rule's add up to `conversions`.

    `value` is what the conversions brought, in minor units of `currency`; `people` is how many
    had a contact, buyers or not.
    """

    currency: str
    conversions: int
    value: int
    people: int
    credits: dict[str, dict[str, Credit]]


def attributed(window: Window, lookback: int, zone: ZoneInfo) -> list[Attributed]:
    """The conversions of a window's local days, a currency each, the largest first.

    Paths reach `lookback` days back. People who did not convert count in the chain of all paths,
    whatever the currency. Nothing where no touchpoint is stored.
    """
    begins = dt.datetime.combine(window.first, dt.time(), zone)
    ends = dt.datetime.combine(window.last + dt.timedelta(days=1), dt.time(), zone)
    rows = Touchpoint.objects.filter(
        at__gte=begins - dt.timedelta(days=lookback), at__lt=ends
    ).order_by("at", "id")
    touches: list[Touch] = []
    currencies: dict[tuple[str, dt.datetime], str] = {}
    for person, channel, at, converted, value, currency in rows.values_list(
        "person_key", "channel", "at", "converted_at", "value", "currency"
    ):
        touches.append(Touch(person, channel, at, converted, value))
        if converted is not None:
            currencies[person, converted] = currency
    bought = {moment: code for (_, moment), code in currencies.items()}
    paths = paths_of(touches, lookback)
    open_paths = [path for path in paths if path.converted_at is None]
    found = []
    for currency in sorted(set(currencies.values())):
        own = [
            path
            for path in paths
            if path.converted_at is not None
            and begins <= path.converted_at < ends
            and bought.get(path.converted_at) == currency
        ]
        if own:
            found.append(_credited(currency, own, open_paths, len({t.person for t in touches})))
    return sorted(found, key=lambda one: -one.conversions)


def _credited(currency: str, own: list[Path], rest: list[Path], people: int) -> Attributed:
    return Attributed(
        currency,
        len(own),
        sum(path.value for path in own),
        people,
        {rule: attribute([*own, *rest], rule) for rule in RULES},
    )

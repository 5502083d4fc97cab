"""The contacts of some visitors of a demo company: a sample of the orders that the days hold.

A converting contact lies on a day and a channel that has an order in the daily metrics. The draws
are streams of their own, so that no other row depends on them.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from cmo.demo.company import BASKETS, CAMPAIGN_OF, CHANNELS, campaign_names
from cmo.demo.days import Days
from cmo.demo.shapes import DemoTenant, DemoTouchpoint
from kernel.statistics.draws import Draws, Ints

FOLLOWED_DAYS = 120
FOLLOWED = 75_000  # of a million orders
UNSOLD = 1_300  # visitors without an order for each thousand with one
MORE_TOUCHES = (38, 30, 18, 9, 5)  # of a hundred: how many contacts came before the last
LATEST_FIRST = 12  # days between two contacts at most
OPENS, CLOSES = 8 * 60, 20 * 60
MOST_MINUTES = 45

EARLIER = {
    "paid_search": (20, 18, 8, 6, 40, 8),
    "paid_social": (8, 40, 22, 6, 16, 8),
    "display": (6, 26, 46, 4, 12, 6),
    "email": (16, 20, 6, 38, 14, 6),
    "organic_search": (18, 30, 16, 6, 22, 8),
    "affiliates": (14, 22, 14, 6, 24, 20),
}
"""By the channel of a contact, how often each channel (in the order of CHANNELS) came before it."""


def draw_touchpoints(
    key: tuple[int, ...], tenant: DemoTenant, currency: str, dates: tuple[date, ...], days: Days
) -> tuple[DemoTouchpoint, ...]:
    """The contacts of followed visitors over the last 120 days, by time."""
    draws = Draws(*key)
    since = len(dates) - FOLLOWED_DAYS
    sold = draws.tosses(days.conversions[since:], np.array(FOLLOWED))
    lost = _unsold(draws, sold, days.clicks[since:])
    rows: list[DemoTouchpoint] = []
    for converting, counts in ((True, sold), (False, lost)):
        places = np.indices(counts.shape).reshape(2, -1)
        at_day, channel = (np.repeat(one, counts.ravel()).tolist() for one in places)
        drawn = zip(*_drawn(draws, len(channel)), strict=True)
        for number, (day, last, one) in enumerate(zip(at_day, channel, drawn, strict=True)):
            person = _person(*key, int(converting), number)
            contacts = _contacts(dates[since + day], last, *one[:4])
            closing = (BASKETS[one[4]], one[5], currency) if converting else None
            rows += _rows(tenant, person, contacts, closing)
    return tuple(sorted(rows, key=lambda row: (row.at, row.person_key)))


Contacts = list[tuple[int, datetime]]


def _contacts(
    day: date, last: int, earlier: int, minute: int, gaps: list[int], picks: list[int]
) -> Contacts:
    """Channel number and time of each contact of a journey, the last one first."""
    contacts = [(last, datetime.combine(day, time(0), UTC) + timedelta(minutes=minute))]
    for gap, pick in zip(gaps[:earlier], picks[:earlier], strict=True):
        after, at = contacts[-1]
        contacts.append((_before(after, pick), at - timedelta(minutes=gap)))
    return contacts


def _rows(
    tenant: DemoTenant, person: str, contacts: Contacts, closing: tuple[int, int, str] | None
) -> list[DemoTouchpoint]:
    names = campaign_names(tenant)
    rows = []
    for place, (number, at) in enumerate(contacts):
        name = CHANNELS[number].channel
        value, wait, currency = closing if closing and not place else (None, 0, "")
        rows.append(
            DemoTouchpoint(
                person_key=person,
                channel=name,
                campaign=names[CAMPAIGN_OF[name]] if name in CAMPAIGN_OF else None,
                at=at,
                converted_at=at + timedelta(minutes=wait) if currency else None,
                value=value,
                currency=currency,
            )
        )
    return rows


Drawn = tuple[list[int], list[int], list[list[int]], list[list[int]], list[int], list[int]]


def _drawn(draws: Draws, count: int) -> Drawn:
    """Of each journey: contacts before the last, its minute, gaps, picks, basket, wait to pay."""
    most = len(MORE_TOUCHES) - 1
    limits = np.cumsum(MORE_TOUCHES)
    earlier = (draws.below(np.full(count, 100))[:, None] >= limits).sum(axis=1)
    minute = OPENS + draws.below(np.full(count, CLOSES - OPENS))
    gaps = 60 + draws.below(np.full((count, most), LATEST_FIRST * 24 * 60))
    picks = draws.below(np.full((count, most), 100))
    basket = draws.below(np.full(count, len(BASKETS)))
    wait = 1 + draws.below(np.full(count, MOST_MINUTES))
    return (
        earlier.tolist(), minute.tolist(), gaps.tolist(), picks.tolist(), basket.tolist(),
        wait.tolist(),
    )  # fmt: skip


def _unsold(draws: Draws, sold: Ints, clicks: Ints) -> Ints:
    """Visitors who came and did not order: on the days' channels as their clicks are."""
    visitors = sold.sum(axis=1) * UNSOLD // 1000
    limits = np.cumsum(clicks, axis=1)
    day = np.repeat(np.arange(len(sold)), visitors)
    channel = (draws.below(limits[day, -1])[:, None] >= limits[day]).sum(axis=1)
    lost = np.zeros_like(sold)
    np.add.at(lost, (day, channel), 1)
    return lost


def _before(channel: int, pick: int) -> int:
    limits = np.cumsum(EARLIER[CHANNELS[channel].channel])
    return int((pick >= limits).sum())


def _person(*key: int) -> str:
    return "v" + hashlib.sha256(":".join(map(str, key)).encode()).hexdigest()[:20]

"""The design: which days, how much money, which channels, and when the calendar is free."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from cmo.analysis import free_start
from cmo.analysis.calendar import Event
from cmo.campaigns import channels
from cmo.campaigns.ground import Ground
from kernel.formats import exponent

LEAD = dt.timedelta(days=7)
LEAST_DAYS = 14
LENGTHS = {"launch": dt.timedelta(minutes=30), "review": dt.timedelta(hours=1)}
LENGTHS["close"] = LENGTHS["review"]
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """An entry of the calendar."""

    slot: str
    kind: str
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Design:
    """A campaign inside its plan; `budget` in minor units, `shares` 0..1 by channel."""

    name: str
    start: dt.date
    end: dt.date
    budget: int
    shares: dict[str, Decimal]
    slots: tuple[Slot, ...]

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def first_day(ground: Ground) -> dt.date:
    """The working day on which it starts: as asked, else a week from now inside the plan."""
    earliest = ground.asked.start or max(ground.plan.start, ground.today + LEAD)
    return ground.hours.work.on_or_after(earliest)


def last_day(ground: Ground, start: dt.date) -> dt.date:
    """The working day on which it ends, at most the plan's last."""
    wanted = start + dt.timedelta(weeks=ground.asked.weeks) - DAY
    return ground.hours.work.on_or_before(min(wanted, ground.plan.end))


def budget_of(ground: Ground, start: dt.date, end: dt.date) -> int:
    """As asked; else the part of what is left that falls on its days, in whole units of money.

    It is never more than the plan has left: `remaining` times days of the campaign, divided by
    the days that the plan still has from its start on.
    """
    if ground.asked.budget is not None:
        return ground.asked.budget
    days, left = (end - start).days + 1, (ground.plan.end - start).days + 1
    unit = 10 ** exponent(ground.plan.currency)
    part = ground.remaining * days // left
    return part // unit * unit or part


def design(ground: Ground) -> Design:
    """The campaign; call it only where `reading.needs_of` finds nothing missing."""
    start = first_day(ground)
    end = last_day(ground, start)
    name = name_of(ground)
    return Design(
        name=name,
        start=start,
        end=end,
        budget=budget_of(ground, start, end),
        shares=channels.shares(ground, channels.chosen(ground)),
        slots=_slots(ground, name, start, end),
    )


def name_of(ground: Ground) -> str:
    """The name asked for, the draft's own, or offer and segment; a taken one gets the plan's."""
    if ground.asked.name:
        return ground.asked.name
    if ground.own is not None:
        return ground.own.name
    plain = f"{ground.offer.name} for {ground.segment.name}"
    further = f"{plain}, {ground.plan.name}"
    number = 2
    name = plain[:160] if plain[:160] not in ground.names else further[:160]
    while name in ground.names:
        name, number = f"{further[:150]} ({number})", number + 1
    return name


def _slots(ground: Ground, name: str, start: dt.date, end: dt.date) -> tuple[Slot, ...]:
    """Launch, a look half-way and a look back, each at a free time of a working day."""
    half = ground.hours.work.on_or_after(start + (end - start) / 2)
    taken = list(ground.events)
    made = []
    for slot, kind, title, day in (
        ("launch", "launch", f"Launch: {name}", start),
        ("review", "milestone", f"Half-way review: {name}", min(half, end)),
        ("close", "milestone", f"Look back: {name}", end),
    ):
        at = free_time(ground, taken, day, LENGTHS[slot])
        taken.append(Event(slot, EVERYONE, at, at + LENGTHS[slot]))
        made.append(Slot(slot, kind, title[:200], at, at + LENGTHS[slot]))
    return tuple(made)


EVERYONE = "*"
"""What people attend is held apart like posts of one channel are."""


def free_time(
    ground: Ground, taken: list[Event], day: dt.date, length: dt.timedelta
) -> dt.datetime:
    """The first half hour of a working day at which nobody is elsewhere; else its opening."""
    hours = ground.hours
    opens = dt.datetime.combine(day, hours.opens, hours.zone)
    closes = dt.datetime.combine(day, hours.closes, hours.zone)
    busy = [Event(one.key, EVERYONE, one.starts, one.until) for one in taken]
    moment = free_start(
        Event("new", EVERYONE, opens, opens + length),
        busy,
        {EVERYONE: dt.timedelta(0)},
        dt.timedelta(minutes=30),
    )
    return moment if moment + length <= closes else opens

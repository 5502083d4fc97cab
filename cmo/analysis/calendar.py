"""Where a calendar stands empty, and where two events get in each other's way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from kernel.core.windows import Window
from kernel.statistics.values import AnalysisError

APART: Mapping[str, timedelta] = {
    "email": timedelta(hours=24),
    "sms": timedelta(hours=48),
    "push": timedelta(hours=24),
}
OTHERWISE_APART = timedelta(hours=2)
MOST_STEPS = 366


@dataclass(frozen=True, slots=True)
class Event:
    """Something planned on a channel: `key` names it, `ends` is None for a single moment.

    Times are all aware or all naive. An event without a channel meets nobody's audience and
    clashes with nothing.
    """

    key: str
    channel: str
    starts: datetime
    ends: datetime | None = None

    @property
    def until(self) -> datetime:
        return self.ends or self.starts


@dataclass(frozen=True, slots=True)
class Clash:
    """Two events of one channel that overlap, or stand closer than the channel bears.

    `first` starts no later than `second`; `between` is the time from the end of the first to the
    start of the second, negative where they overlap; `apart` what the channel asks for.
    """

    first: str
    second: str
    channel: str
    kind: Literal["overlap", "too_close"]
    between: timedelta
    apart: timedelta


def gaps(days: Iterable[date], window: Window, longest: int = 7) -> tuple[Window, ...]:
    """The stretches of the window, over `longest` days long, that hold none of the days.

    Raises AnalysisError for a negative length.
    """
    if longest < 0:
        raise AnalysisError("a gap's length is not negative")
    inside = sorted({day for day in days if window.first <= day <= window.last})
    day = timedelta(days=1)
    edges = [window.first - day, *inside, window.last + day]
    between = (
        Window(before + day, after - day)
        for before, after in pairwise(edges)
        if (after - before).days > 1
    )
    return tuple(gap for gap in between if gap.days > longest)


def clashes(events: Sequence[Event], apart: Mapping[str, timedelta] = APART) -> tuple[Clash, ...]:
    """Every pair of events of one channel that overlap or stand too close, by time.

    `apart` says by channel how much time must lie between two of them; channels that it does not
    name need two hours. Raises AnalysisError for an event that ends before it starts.
    """
    found: list[tuple[datetime, Clash]] = []
    for channel in sorted({event.channel for event in events} - {""}):
        own = sorted(
            (event for event in events if event.channel == channel),
            key=lambda event: (event.starts, event.until, event.key),
        )
        for number, first in enumerate(own):
            if first.until < first.starts:
                raise AnalysisError(f"{first.key} ends before it starts")
            for second in own[number + 1 :]:
                if clash := _clash(first, second, apart.get(channel, OTHERWISE_APART)):
                    found.append((second.starts, clash))
    return tuple(clash for _, clash in sorted(found, key=lambda pair: (pair[0], pair[1].first)))


def free_start(
    event: Event,
    taken: Sequence[Event],
    apart: Mapping[str, timedelta] = APART,
    step: timedelta = timedelta(days=1),
) -> datetime:
    """The first start, from the event's own on in steps, at which it clashes with nothing taken.

    Raises AnalysisError where a year of steps finds none.
    """
    if step <= timedelta(0):
        raise AnalysisError("a step leads forward")
    length = event.until - event.starts
    needed = apart.get(event.channel, OTHERWISE_APART)
    near = [one for one in taken if one.channel == event.channel and event.channel]
    start = event.starts
    for _ in range(MOST_STEPS):
        moved = Event(event.key, event.channel, start, start + length)
        if not any(_clash(*_ordered(moved, other), needed) for other in near):
            return start
        start += step
    raise AnalysisError(f"no free day on {event.channel} within {MOST_STEPS} steps")


def _ordered(one: Event, other: Event) -> tuple[Event, Event]:
    return (one, other) if one.starts <= other.starts else (other, one)


def _clash(first: Event, second: Event, apart: timedelta) -> Clash | None:
    between = second.starts - first.until
    if between >= apart:
        return None
    same_moment = first.starts == second.starts
    kind: Literal["overlap", "too_close"] = (
        "overlap" if between < timedelta(0) or same_moment else "too_close"
    )
    return Clash(first.key, second.key, first.channel, kind, between, apart)

"""What one look at operations is made from: tasks of two periods, work ahead, promises kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from coo.analysis import cycle_time, littles_law, status_times, task_ages, throughput, wip
from coo.analysis.ages import Age
from coo.analysis.cycle_times import CycleTimes
from coo.analysis.in_work import LittlesLaw
from coo.analysis.items import Item, finished_in
from coo.analysis.throughputs import Throughput
from coo.loads import Ahead, Person
from coo.promises import Standing
from kernel.core.fact_keys import fact_key
from kernel.core.windows import Window
from kernel.core.workhours import WorkHours
from kernel.statistics.values import NotEnoughDataError

TOO_LONG = 2.0
"""Work is stuck once it has taken so many times what nearly all finished work took."""
FEWEST_DONE = 20
SLOWER = 1.2
OVER_SHARE, OVER_HOURS = 0.2, 8.0
WEEK = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """Which period, of which team, from when."""

    now: dt.datetime
    today: dt.date
    weeks: int
    first_weekday: int
    wip_limit: int | None
    team: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise of work that is finished: when it was due and when it was finished."""

    id: str
    is_process: bool
    due: dt.datetime
    finished: dt.datetime

    @property
    def broken(self) -> bool:
        return self.finished > self.due


@dataclass(frozen=True)
class Ground:
    """Tasks that were not cancelled and were open or finished in the period or the one before.

    `titles` are those of open ones by id; `has_before` is whether work was known all that time.
    `histories` are the changes of status of tasks that were finished in the period, `overdue`
    the open promises whose time is over.
    """

    asked: Asked
    hours: WorkHours
    window: Window
    items: tuple[Item, ...]
    titles: dict[str, str]
    blocked: frozenset[str]
    waiting: int
    ahead: Ahead
    kept: tuple[Kept, ...]
    has_before: bool
    histories: tuple[tuple[tuple[dt.datetime, str], ...], ...] = ()
    overdue: tuple[Standing, ...] = ()

    @property
    def before(self) -> Window:
        """As many days right before."""
        return self.window.preceding(self.window.days)

    def edges(self, window: Window) -> tuple[dt.datetime, dt.datetime]:
        """The instants between which a window's days lie, by the workspace's clock."""
        return window.instants(self.hours.zone)

    def done(self, window: Window) -> tuple[Item, ...]:
        """The tasks finished in a window."""
        return finished_in(self.items, *self.edges(window))

    def unmarked(self, window: Window) -> int:
        """Tasks finished in a window of which nobody wrote when work on them began."""
        return sum(one.started is None for one in self.done(window))

    def pace(self, window: Window) -> Throughput:
        days = [
            one.finished.astimezone(self.hours.zone).date()
            for one in self.done(window)
            if one.finished
        ]
        return throughput(days, window, self.hours.days)

    def times(self, window: Window) -> CycleTimes | None:
        """How long the tasks of a window took; None where too few were finished."""
        try:
            return cycle_time(self.done(window), self.hours)
        except NotEnoughDataError:
            return None

    def law(self, window: Window) -> LittlesLaw | None:
        """Little's law over a window; None where nothing was finished in it."""
        try:
            return littles_law(self.begun, *self.edges(window), self.hours)
        except NotEnoughDataError:
            return None

    @cached_property
    def begun(self) -> tuple[Item, ...]:
        """What is or was in work: work that was never marked as begun is not."""
        return tuple(one for one in self.items if one.started or one.finished)

    @cached_property
    def in_work(self) -> int:
        """How many tasks are in work now."""
        return wip([one for one in self.begun if one.started], [self.asked.now])[0]

    @cached_property
    def blocked_share(self) -> float | None:
        """The part of finished tasks' time in work in which they stood blocked."""
        worked = {"doing": 0.0, "blocked": 0.0}
        for history in self.histories:
            for one in status_times(history, history[-1][0], self.hours):
                if one.status in worked:
                    worked[one.status] += one.hours
        whole = sum(worked.values())
        return worked["blocked"] / whole if whole else None

    @cached_property
    def stuck(self) -> tuple[Age, ...]:
        """In work for far longer than nearly all finished work took; none where too few were."""
        done, times = self.done(self.window), self.times(self.window)
        if times is None or times.count < FEWEST_DONE:
            return ()
        open_items = [one for one in self.items if one.finished is None]
        limit = times.hours.p95 * TOO_LONG
        ages = task_ages(open_items, done, self.asked.now, self.hours)
        return tuple(one for one in ages if one.hours > limit)

    @cached_property
    def slower(self) -> bool:
        """Whether work takes longer than before beyond what chance does to a median."""
        now, then = self.times(self.window), self.times(self.before)
        if not self.has_before or now is None or then is None:
            return False
        if min(now.count, then.count) < FEWEST_DONE:
            return False
        clear = now.hours.median.low > then.hours.median.high
        return clear and now.hours.p50 > then.hours.p50 * SLOWER

    @cached_property
    def over(self) -> tuple[Person, ...]:
        """Who has clearly more work in the weeks ahead than hours for it."""
        return tuple(
            one
            for one in self.ahead.people
            if one.capacity is not None and -one.free > max(OVER_HOURS, OVER_SHARE * one.capacity)
        )

    @cached_property
    def weeks(self) -> tuple[Window, ...]:
        """The whole weeks of the period, oldest first."""
        first = Window.week_of(self.window.first, self.asked.first_weekday)
        start = first.first if first.first == self.window.first else first.last + _DAY
        found = []
        while start + 6 * _DAY <= self.window.last:
            found.append(Window(start, start + 6 * _DAY))
            start += WEEK * _DAY
        return tuple(found)

    def broken_in(self, window: Window) -> tuple[Kept, ...]:
        """Promises of work finished in a window that were broken."""
        first, last = self.edges(window)
        return tuple(one for one in self.kept if one.broken and first <= one.finished < last)

    def title_of(self, age: Age) -> str:
        """What an open task is called in a sentence."""
        return self.titles[age.key]

    def own_words(self) -> list[str]:
        """Names of the workspace's own rows, which text may quote."""
        people = [one.who for one in self.ahead.people]
        words = [*people, *(self.title_of(one) for one in self.stuck)]
        return [word for word in words if word]


_DAY = dt.timedelta(days=1)


def person_key(who: str) -> str:
    """What the keys of somebody's facts begin with."""
    return fact_key("load", who)

"""What a delivery forecast is made from: open work, the pace of the past, and promises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from coo.analysis import finish_dates, task_ages, throughput
from coo.analysis.ages import Age
from coo.analysis.finishing import FinishDates
from coo.analysis.items import Item
from coo.analysis.throughputs import Throughput
from coo.promises import Standing
from kernel.core.fact_keys import fact_key
from kernel.core.windows import Window
from kernel.core.workhours import WorkHours
from kernel.statistics.values import NotEnoughDataError

OLD = 0.95
MOST_TEAMS = 12
DAYS_A_WEEK = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look ahead at, from when, and how far."""

    now: dt.datetime
    today: dt.date
    history_weeks: int
    outlook_weeks: int
    warning_hours: float
    team: str = ""
    by: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A task as the forecast takes it."""

    item: Item
    status: str
    team: str
    title: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """Open tasks of everybody (`team` is empty) or of one team, and when they are finished."""

    key: str
    team: str
    open: int
    pace: Throughput
    asked_for: int
    found: FinishDates | None = None
    refusal: NotEnoughDataError | None = None


@dataclass(frozen=True)
class Ground:
    """Tasks of one workspace that were not cancelled, and its promises.

    `done` were finished in `window`, which ends with yesterday; `arrived` are the days on which
    tasks of the window were asked for, by team.
    """

    asked: Asked
    hours: WorkHours
    window: Window
    open: tuple[Work, ...]
    done: tuple[Work, ...]
    arrived: tuple[tuple[dt.date, str], ...]
    standings: tuple[Standing, ...]

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """Teams with open tasks, the most first; none where there is one team or was one asked."""
        if self.asked.team:
            return ()
        names = [one.team for one in self.open]
        found = sorted(set(names) - {""}, key=lambda name: (-names.count(name), name))
        return tuple(found[:MOST_TEAMS]) if len(found) > 1 else ()

    @cached_property
    def whole(self) -> Outlook:
        """All open tasks that were asked for."""
        return self._outlook("all", "", self.open, self.done)

    @cached_property
    def by_team(self) -> tuple[Outlook, ...]:
        """Each team's own."""
        return tuple(
            self._outlook(
                fact_key("team", team),
                team,
                [one for one in self.open if one.team == team],
                [one for one in self.done if one.team == team],
            )
            for team in self.teams
        )

    @cached_property
    def at_risk(self) -> tuple[Standing, ...]:
        """Promises that are broken or may be, the least working time left first."""
        return tuple(one for one in self.standings if one.at_risk)

    @cached_property
    def ages(self) -> tuple[Age, ...]:
        """Of tasks in work, the oldest first."""
        return task_ages(
            [one.item for one in self.open],
            [one.item for one in self.done],
            self.asked.now,
            self.hours,
        )

    @cached_property
    def old(self) -> tuple[Age, ...]:
        """Those in work for longer than nearly all finished ones took."""
        return tuple(one for one in self.ages if one.share is not None and one.share >= OLD)

    @cached_property
    def _old_ids(self) -> frozenset[str]:
        return frozenset(one.key for one in self.old)

    def local_day(self, moment: dt.datetime) -> dt.date:
        return moment.astimezone(self.hours.zone).date()

    def working_days_to(self, day: dt.date) -> int:
        """Working days from the first that still counts to a day, which is one of them."""
        first = self.last_day() + dt.timedelta(days=1)
        span = range(max((day - first).days + 1, 0))
        return sum(self.hours.days.works(first + dt.timedelta(days=n)) for n in span)

    def own_words(self) -> list[str]:
        """Names of the workspace's own rows, which text may quote."""
        words = [*{one.team for one in (*self.open, *self.done)} - {""}, self.asked.team]
        words += [one.title for one in self.open if one.item.key in self._old_ids]
        for one in self.at_risk:
            words += [one.name, one.like, *one.people]
        return [word for word in words if word]

    def _outlook(
        self, key: str, team: str, open_work: Sequence[Work], done: Sequence[Work]
    ) -> Outlook:
        finished = [self.local_day(one.item.finished) for one in done if one.item.finished]
        pace = throughput(finished, self.window, self.hours.days)
        asked_for = sum(not team or name == team for _, name in self.arrived)
        shown = Outlook(key, team, len(open_work), pace, asked_for)
        if not open_work:
            return shown
        try:
            found = finish_dates(
                pace.counts,
                len(open_work),
                self.last_day(),
                self.hours.days,
                seed=self.asked.today.toordinal(),
                longest=self.asked.outlook_weeks * len(self.hours.days.weekdays),
            )
        except NotEnoughDataError as refusal:
            return Outlook(key, team, len(open_work), pace, asked_for, refusal=refusal)
        return Outlook(key, team, len(open_work), pace, asked_for, found=found)

    def last_day(self) -> dt.date:
        """The day before the first that still counts: yesterday as long as work goes on today."""
        today = self.asked.today
        ends = dt.datetime.combine(today, self.hours.end, self.hours.zone)
        return today - dt.timedelta(days=1) if self.asked.now < ends else today

"""The figures of a period: what was finished, how long it took, what is open and what was kept."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from coo import promises, selectors
from coo.analysis import cycle_time, kept_share, wip
from coo.analysis.cycle_times import CycleTimes
from coo.analysis.items import Item
from coo.models import Process, Task
from coo.models.process import ProcessStatus
from coo.models.task import BEGUN, TaskStatus
from kernel.core.computed import counted, fact
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook, Rows
from kernel.core.windows import INSTANT, Window
from kernel.core.workhours import WorkHours
from kernel.screens.periods import Period
from kernel.statistics.values import NotEnoughDataError

TASKS, PROCESSES = "coo/tasks", "coo/processes"
NAMED = 200
"""So many rows are named one by one at most."""
FEWEST = 5
"""So many finished tasks at least make a cycle time that is shown."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A process or task that is done: when, and when it was due (None: nothing was promised)."""

    id: str
    is_process: bool
    finished: dt.datetime
    due: dt.datetime | None

    @property
    def kept(self) -> bool:
        return self.due is not None and self.finished <= self.due


@dataclass
class Overview:
    """What a dashboard shows of a period: facts by key, and series for its charts.

    `items` are all tasks that were open or finished within the shown periods, by their opening.
    """

    period: Period
    now: dt.datetime
    hours: WorkHours
    items: tuple[Item, ...]
    ended: tuple[Ended, ...]
    book: FactBook = field(default_factory=FactBook)

    def __bool__(self) -> bool:
        return bool(self.items or self.ended)

    def fact(self, prefix: str, name: str) -> Fact | None:
        """A figure of the period (`now`) or of the `earlier` one."""
        return self.book.get(fact_key(prefix, name))

    def finished(self, window: Window) -> list[Item]:
        first, last = self.edges(window)
        low, high = bisect_left(self._ends, first), bisect_left(self._ends, last)
        return self._finished[low:high]

    def done(self, window: Window) -> list[Ended]:
        """Processes, and tasks with a promise, that were done in a window."""
        first, last = self.edges(window)
        return [one for one in self.ended if first <= one.finished < last]

    def opened(self, window: Window) -> int:
        """How many tasks were asked for in a window."""
        first, last = self.edges(window)
        return bisect_left(self._opened, last) - bisect_left(self._opened, first)

    def open_at(self, moment: dt.datetime) -> int:
        """Tasks that were asked for by then and not finished."""
        return bisect_right(self._opened, moment) - bisect_right(self._ends, moment)

    def finished_after(self, moment: dt.datetime) -> bool:
        return bool(self._ends) and self._ends[-1] > moment

    def in_work_at(self, moment: dt.datetime) -> int:
        """Tasks that were begun by then and not finished."""
        return wip(self._begun, [moment])[0]

    def cycle(self, window: Window) -> CycleTimes | None:
        """How long the tasks finished in a window took; None where they are too few."""
        found = self.finished(window)
        if len(found) < FEWEST:
            return None
        try:
            return cycle_time(found, self.hours)
        except NotEnoughDataError:
            return None

    def kept(self, window: Window) -> tuple[int, int]:
        """Promises kept by what was done in a window, and all promises of it."""
        promised = [one for one in self.done(window) if one.due is not None]
        return sum(one.kept for one in promised), len(promised)

    def spark(self, name: str) -> list[float | None]:
        """Twelve periods of a figure; None before the first task and where there is none."""
        return [self._value(name, window) for window in self.period.spark]

    def evenings(self, window: Window) -> list[int | None]:
        """Open tasks on each evening; None before the first task and after now."""
        values: list[int | None] = []
        for at in range(window.days):
            _, end = self.edges(Window.ending(window.first + dt.timedelta(days=at), 1))
            known = self.since < end and end <= self.tonight
            values.append(self.open_at(end - INSTANT) if known else None)
        return values

    def edges(self, window: Window) -> tuple[dt.datetime, dt.datetime]:
        """The instants at which a window's days begin and are over, in the workspace's zone."""
        return window.instants(self.hours.zone)

    def end(self, window: Window) -> dt.datetime:
        """The last moment of a window that has come."""
        return min(self.edges(window)[1] - INSTANT, self.now)

    @property
    def tonight(self) -> dt.datetime:
        """When today is over."""
        day = self.now.astimezone(self.hours.zone).date()
        return self.edges(Window(day, day))[1]

    @cached_property
    def since(self) -> dt.datetime:
        return min((one.opened for one in self.items), default=self.now)

    @cached_property
    def _finished(self) -> list[Item]:
        done = [one for one in self.items if one.finished is not None]
        return sorted(done, key=lambda one: one.finished or self.now)

    @cached_property
    def _ends(self) -> list[dt.datetime]:
        return [one.finished for one in self._finished if one.finished is not None]

    @cached_property
    def _opened(self) -> list[dt.datetime]:
        return sorted(one.opened for one in self.items)

    @cached_property
    def _begun(self) -> list[Item]:
        return [one for one in self.items if one.started is not None]

    def _value(self, name: str, window: Window) -> float | None:
        if self.edges(window)[1] <= self.since:
            return None
        if name == "cycle":
            found = self.cycle(window)
            return found.hours.p50 if found else None
        if name == "kept":
            kept, promised = self.kept(window)
            return kept / promised if promised else None
        if name == "finished":
            return float(len(self.finished(window)))
        moment = self.end(window)
        return float(self.in_work_at(moment) if name == "in_work" else self.open_at(moment))


def overview(period: Period, now: dt.datetime, hours: WorkHours) -> Overview:
    """Tasks and cases of a period, of the one before and of twelve for the small charts."""
    windows = [*period.spark, period.window, *([period.earlier] if period.earlier else [])]
    zone = hours.zone
    start = dt.datetime.combine(min(one.first for one in windows), dt.time(), zone)
    tasks = selectors.tasks().filter(opened_at__lte=now)
    tasks = tasks.filter(Q(finished_at=None) | Q(finished_at__gte=start))
    found = Overview(
        period, now, hours, tuple(selectors.task_items(tasks)), tuple(_ended(start, now, hours))
    )
    for name, window in (("now", period.window), ("earlier", period.earlier)):
        if window is not None and found.edges(window)[1] > found.since:
            for one in _facts(found, name, window):
                found.book.add(one)
    return found


def _ended(start: dt.datetime, now: dt.datetime, hours: WorkHours) -> Iterator[Ended]:
    own = selectors.settings()
    done = Process.objects.filter(status=ProcessStatus.DONE, finished_at__range=(start, now))
    for row in done.select_related("workflow").order_by("finished_at"):
        due = promises.due_of(row, own, hours)
        assert row.finished_at is not None
        yield Ended(str(row.pk), True, row.finished_at, due[0] if due else None)
    tasks = Task.objects.filter(status=TaskStatus.DONE, finished_at__range=(start, now))
    if own.sla_hours is None:
        tasks = tasks.exclude(due_at=None)
    for task in tasks.order_by("finished_at"):
        if (due := promises.due_of(task, own, hours)) and task.finished_at:
            yield Ended(str(task.pk), False, task.finished_at, due[0])


def _facts(found: Overview, prefix: str, window: Window) -> Iterator[Fact]:
    first, last = found.edges(window)
    between = {
        "status": "done",
        "finished_at__gte": first.isoformat(),
        "finished_at__lte": (last - INSTANT).isoformat(),
    }
    yield from _work(found, prefix, window, between)
    yield from _standing(found, prefix, window)
    yield from _promises(found, prefix, window, between)


def _work(found: Overview, prefix: str, window: Window, between: dict[str, str]) -> Iterator[Fact]:
    """What was finished and asked for, and how long it took."""
    period = (window.first, window.last)
    first, last = found.edges(window)
    done = found.finished(window)
    tasks = counted(TASKS, between, len(done))
    yield fact(
        fact_key(prefix, "finished"), "Tasks finished", len(done), "count",
        "Tasks that were done in these days.", "coo.overview", rows=(tasks,), period=period,
    )  # fmt: skip
    asked = {
        "status__in": "todo,doing,blocked,done",
        "opened_at__gte": first.isoformat(),
        "opened_at__lte": min(last - INSTANT, found.now).isoformat(),
    }
    opened = found.opened(window)
    yield fact(
        fact_key(prefix, "opened"), "Tasks asked for", opened, "count",
        "Tasks that were opened in these days, cancelled ones left out.", "coo.overview",
        rows=(counted(TASKS, asked, opened),), period=period,
    )  # fmt: skip
    if (times := found.cycle(window)) is not None:
        limits = times.hours.median
        yield fact(
            fact_key(prefix, "cycle"), "Cycle time", round(times.hours.p50, 2), "hours",
            "Working hours from beginning a task to its end, in the middle of those finished. What "
            "nobody wrote the beginning of counts from when it was asked for.",
            "coo.analysis.cycle_time", rows=(tasks,), period=period,
            interval=(limits.low, limits.high, limits.level),
        )  # fmt: skip
        yield fact(
            fact_key(prefix, "cycle85"), "Most tasks within", round(times.hours.p85, 2), "hours",
            "Working hours that 85 of 100 finished tasks did not exceed.",
            "coo.analysis.cycle_time", rows=(tasks,), period=period,
        )  # fmt: skip
        yield fact(
            fact_key(prefix, "cycle_days"), "Cycle time in days", round(times.days.p50, 2), "days",
            "The same by the calendar, nights and days off included.",
            "coo.analysis.cycle_time", rows=(tasks,), period=period,
        )  # fmt: skip


def _promises(
    found: Overview, prefix: str, window: Window, between: dict[str, str]
) -> Iterator[Fact]:
    """What was promised of the work that was done, and how much of that was kept."""
    period = (window.first, window.last)
    ended = found.done(window)
    promised = [one for one in ended if one.due is not None]
    if not promised:
        return
    every = {PROCESSES: sum(one.is_process for one in ended), TASKS: len(found.finished(window))}
    both = _rows_of(promised, every, between)
    yield fact(
        fact_key(prefix, "promised"), "Promises of finished work", len(promised), "count",
        "Processes and tasks done in these days for which something was promised.",
        "coo.overview", rows=both, period=period,
    )  # fmt: skip
    kept = sum(one.kept for one in promised)
    share = kept_share(kept, len(promised))
    yield fact(
        fact_key(prefix, "kept"), "Promises kept", share.estimate, "fraction",
        "Processes and tasks done in time, of those done in these days that had a promise.",
        "coo.analysis.kept_share", rows=both, period=period, inputs=(kept, len(promised)),
        interval=(share.low, share.high, share.level),
    )  # fmt: skip
    late = [one for one in promised if not one.kept]
    yield fact(
        fact_key(prefix, "broken"), "Promises broken", len(late), "count",
        "Processes and tasks done in these days after they were due.", "coo.overview",
        rows=_rows_of(late, every, between), period=period, inputs=sorted(one.id for one in late),
    )  # fmt: skip


def _rows_of(
    chosen: Sequence[Ended], every: Mapping[str, int], between: dict[str, str]
) -> tuple[Rows, ...]:
    """The rows behind a number of these: all that were done where they are that many, else each by
    its name; none where they are too many to be named."""
    found = []
    for resource, is_process in ((PROCESSES, True), (TASKS, False)):
        ids = [one.id for one in chosen if one.is_process is is_process]
        if len(ids) > NAMED and len(ids) != every[resource]:
            return ()
        filters = between if len(ids) == every[resource] else {"id__in": ",".join(ids)}
        if ids:
            found.append(counted(resource, filters, len(ids)))
    return tuple(found)


def _standing(found: Overview, prefix: str, window: Window) -> Iterator[Fact]:
    """What was open and in work at the end; it has rows where nothing was finished since."""
    moment = found.end(window)
    day = moment.astimezone(found.hours.zone).date()
    still = not found.finished_after(moment)
    begun = ",".join(map(str, BEGUN))
    for name, label, column, of, value, formula in (
        ("open", "Open tasks", "opened_at", {"open": "true"}, found.open_at(moment),
         "Asked for by the end of these days and not finished."),
        ("in_work", "Tasks in work", "started_at", {"status__in": begun},
         found.in_work_at(moment), "Begun by the end of these days and not finished."),
    ):  # fmt: skip
        rows: tuple[Rows, ...] = ()
        if still and value:
            filters = {**of, f"{column}__lte": moment.isoformat()}
            rows = (counted(TASKS, filters, value),)
        yield fact(
            fact_key(prefix, name), label, value, "count", formula, "coo.analysis.wip", rows=rows,
            period=(day, day), inputs=(value, moment.date()),
        )  # fmt: skip

"""Every figure that a look at operations may speak of."""

from __future__ import annotations

import datetime as dt

from coo.analysis.cycle_times import CycleTimes
from coo.delivery.book import MOST_IDS, PROCESSES, TASKS, standing_rows
from coo.loads import NOBODY, Person
from coo.operating.ground import Ground, person_key
from kernel.core.computed import counted, fact
from kernel.core.facts import Fact, FactBook, Rows
from kernel.core.windows import Window

WORKED = (
    "From when work on a task began to when it was done, in working hours of this workspace. What "
    "nobody wrote the beginning of counts from when it was asked for."
)
CALENDAR = "From when work on a task began to when it was done, by the calendar."
LITTLE = "Work in progress is the rate times the time of a task, plus what the edges cut."
CYCLE, LAW = "coo.analysis.cycle_time", "coo.analysis.littles_law"


def facts_of(ground: Ground) -> FactBook:
    """Times, pace, work in progress, promises kept, and load by person."""
    book = FactBook()
    _add_period(book, ground)
    _add_pace(book, ground)
    _add_times(book, ground)
    _add_in_work(book, ground)
    _add_promises(book, ground)
    _add_load(book, ground)
    _add_stuck(book, ground)
    return book


def _add_period(book: FactBook, ground: Ground) -> None:
    window, read = ground.window, "As asked, or the default; up to yesterday."
    period = "coo.operating.reading"
    book.add(fact("period.first", "First day", window.first, "date", read, period))
    book.add(fact("period.last", "Last day", window.last, "date", read, period))
    book.add(fact("period.weeks", "Weeks", ground.asked.weeks, "count", read, period))


def _add_pace(book: FactBook, ground: Ground) -> None:
    windows = {"now": ground.window, **({"before": ground.before} if ground.has_before else {})}
    for name, window in windows.items():
        pace = ground.pace(window)
        when = "" if name == "now" else ", the weeks before"
        done = book.add(fact(f"done.{name}", f"Finished tasks{when}", pace.total, "count",
                             "Tasks done in the period.", "coo.analysis.throughput",
                             rows=(done_rows(ground, window, pace.total),),
                             period=(window.first, window.last)))  # fmt: skip
        book.add(fact(f"pace.{name}", f"Finished a week{when}", pace.per_week, "count",
                      "Finished tasks over the days, times seven.", "coo.analysis.throughput",
                      done))  # fmt: skip
    if ground.has_before and (before := book["pace.before"].value):
        now = book["pace.now"].value
        assert isinstance(now, int | float)
        assert isinstance(before, int | float)
        book.add(fact("pace.change", "Change of the pace", now / before - 1, "fraction",
                      "Finished a week now over before, less one.", "coo.operating.book",
                      book["pace.now"], book["pace.before"]))  # fmt: skip


def _add_times(book: FactBook, ground: Ground) -> None:
    if unmarked := ground.unmarked(ground.window):
        book.add(fact("cycle.unmarked", "Finished, begin not known", unmarked, "count",
                      "Finished tasks of which nobody wrote when work on them began.",
                      "coo.operating.reading", book["done.now"]))  # fmt: skip
    if times := ground.times(ground.window):
        _add_cycle(book, "cycle", times, book["done.now"], "")
    if ground.has_before and (before := ground.times(ground.before)):
        _add_cycle(book, "cycle_before", before, book["done.before"], ", the weeks before")


def _add_cycle(book: FactBook, key: str, times: CycleTimes, done: Fact, when: str) -> None:
    median = times.hours.median
    limits = (median.low, median.high, median.level)
    book.add(fact(f"{key}.p50", f"Half of the tasks take at most{when}", times.hours.p50, "hours",
                  WORKED, CYCLE, done, interval=limits))  # fmt: skip
    for name, share in (("p85", 0.85), ("p95", 0.95)):
        book.add(fact(f"{key}.{name}", f"{share:.0%} of the tasks take at most{when}",
                      getattr(times.hours, name), "hours", WORKED, CYCLE, done))  # fmt: skip
    book.add(fact(f"{key}.days_p50", f"Half take at most, by the calendar{when}", times.days.p50,
                  "days", CALENDAR, CYCLE, done))  # fmt: skip
    book.add(fact(f"{key}.days_p85", f"85% take at most, by the calendar{when}", times.days.p85,
                  "days", CALENDAR, CYCLE, done))  # fmt: skip


def _add_in_work(book: FactBook, ground: Ground) -> None:
    team = {"team": ground.asked.team} if ground.asked.team else {}
    blocked = len(ground.blocked)
    count = len(ground.titles)
    book.add(fact("open.now", "Open now", count, "count", "Tasks to do, doing and blocked.",
                  "coo.operating.reading",
                  rows=(counted(TASKS, {"open": "true", **team}, count),)))  # fmt: skip
    rows = (counted(TASKS, {"status__in": "doing,blocked", **team}, ground.in_work),)
    book.add(fact("wip.now", "In work now", ground.in_work, "count",
                  "Tasks that were begun and are not finished.", "coo.analysis.wip",
                  rows=rows))  # fmt: skip
    book.add(fact("blocked.now", "Blocked now", blocked, "count", "Tasks that stand still.",
                  "coo.operating.reading",
                  rows=(counted(TASKS, {"status": "blocked", **team}, blocked),)))  # fmt: skip
    book.add(fact("waiting.now", "Waiting to be begun", ground.waiting, "count", "Tasks to do.",
                  "coo.operating.reading",
                  rows=(counted(TASKS, {"status": "todo", **team}, ground.waiting),)))  # fmt: skip
    if ground.blocked_share is not None:
        book.add(fact("blocked.share", "Blocked of the time in work", ground.blocked_share,
                      "fraction", "Hours blocked over hours doing and blocked, finished tasks.",
                      "coo.analysis.status_times", book["done.now"]))  # fmt: skip
    if ground.asked.wip_limit is not None:
        book.add(fact("wip.limit", "Limit of work at once", ground.asked.wip_limit, "count",
                      "From the operations settings.", "coo.operating.reading"))  # fmt: skip
    law, done = ground.law(ground.window), book["done.now"]
    if law is None:
        return
    book.add(fact("wip.mean", "In work on average", law.in_work, "count", LITTLE, LAW, done))
    book.add(fact("law.time", "Hours of a finished task", law.time, "hours", LITTLE, LAW, done))
    book.add(fact("law.rate", "Finished in an hour of work", law.rate, "ratio", LITTLE, LAW, done))
    book.add(fact("law.gap", "Cut by the edges of the period", law.gap, "count",
                  "Hours of unfinished work less those from before the period, over its hours.",
                  LAW, done))  # fmt: skip


def _add_promises(book: FactBook, ground: Ground) -> None:
    if ground.overdue:
        book.add(fact("sla.overdue", "Open promises past their time", len(ground.overdue), "count",
                      "Open processes and tasks whose due time is over.", "coo.promises",
                      rows=standing_rows(ground.overdue)))  # fmt: skip
    first, last = ground.edges(ground.window)
    mine = [one for one in ground.kept if first <= one.finished < last]
    if not mine:
        return
    broken = [one for one in mine if one.broken]
    found = []
    for resource, wanted in ((PROCESSES, True), (TASKS, False)):
        ids = [one.id for one in broken if one.is_process is wanted]
        if ids and len(broken) <= MOST_IDS:
            found.append(counted(resource, {"id__in": ",".join(ids)}, len(ids)))
    book.add(fact("sla.due", "Promises of finished work", len(mine), "count",
                  "Processes and tasks finished in the period that had a due time.",
                  "coo.promises"))  # fmt: skip
    late = book.add(fact("sla.broken", "Broken promises", len(broken), "count",
                         "Finished after their due time.", "coo.promises",
                         rows=tuple(found)))  # fmt: skip
    book.add(fact("sla.kept", "Promises kept", 1 - len(broken) / len(mine), "fraction",
                  "Finished by their due time, of all that had one.", "coo.promises",
                  late))  # fmt: skip


def _add_load(book: FactBook, ground: Ground) -> None:
    weeks = len(ground.ahead.weeks)
    book.add(fact("ahead.weeks", "Weeks ahead", weeks, "count", "This week and those after it.",
                  "coo.loads"))  # fmt: skip
    for person in ground.ahead.people:
        _add_person(book, ground, person)
    nobody = ground.ahead.tasks_of(NOBODY)
    if nobody:
        book.add(fact("nobody.count", "Open tasks that nobody has", len(nobody), "count",
                      "Neither an assignee nor a team.", "coo.loads",
                      rows=_ids([str(task.pk) for task in nobody])))  # fmt: skip
    left = [task for task in ground.ahead.tasks if task.estimate_hours is None]
    if left:
        book.add(fact("unestimated.count", "Open tasks without an estimate", len(left), "count",
                      "They weigh nothing in anybody’s load.", "coo.loads",
                      rows=_ids([str(task.pk) for task in left])))  # fmt: skip


def _add_person(book: FactBook, ground: Ground, person: Person) -> None:
    key, who = person_key(person.who), person.who
    tasks = ground.ahead.tasks_of(who)
    function, rows = "coo.analysis.load_against_capacity", _ids([str(t.pk) for t in tasks])
    work = person.load + person.undated
    book.add(fact(f"{key}.hours", f"Work ahead, {who}", work, "hours",
                  "Estimates of open tasks, spread up to their due time; those due later left out.",
                  function, rows=rows))  # fmt: skip
    if person.capacity is None:
        return
    book.add(fact(f"{key}.capacity", f"Hours ahead, {who}", person.capacity, "hours",
                  "Hours a week over the working days still to come in these weeks.",
                  function, rows=_capacity_rows(ground, who)))  # fmt: skip
    name, label, value = ("over", "Too much", -person.free) if person.free < 0 else (
        "free", "Free", person.free)  # fmt: skip
    book.add(fact(f"{key}.{name}", f"{label}, {who}", value, "hours",
                  "Work ahead and hours ahead, one less the other.", function,
                  rows=rows))  # fmt: skip


def _add_stuck(book: FactBook, ground: Ground) -> None:
    if not ground.stuck:
        return
    ids = [one.key for one in ground.stuck]
    book.add(fact("stuck.count", "Tasks that are stuck", len(ids), "count",
                  "In work for twice what nearly all finished tasks took.",
                  "coo.analysis.task_ages", rows=_ids(ids)))  # fmt: skip
    oldest = ground.stuck[0]
    rows, since = _ids([oldest.key]), "Since it was begun."
    book.add(fact("stuck.hours", "The oldest of them", round(oldest.hours, 2), "hours", since,
                  "coo.analysis.task_ages", rows=rows))  # fmt: skip
    book.add(fact("stuck.days", "The oldest of them, by the calendar", round(oldest.days, 1),
                  "days", since, "coo.analysis.task_ages", rows=rows))  # fmt: skip


def _capacity_rows(ground: Ground, who: str) -> tuple[Rows, ...]:
    return (counted("coo/capacity", {"who": who}, ground.ahead.hours_rows[who]),)


def done_rows(ground: Ground, window: Window, count: int) -> Rows:
    """The tasks finished in a window, as the list finds them."""
    first, after = ground.edges(window)
    last = after - dt.timedelta(microseconds=1)
    filters = {
        "status": "done",
        "finished_at__gte": first.isoformat(),
        "finished_at__lte": last.isoformat(),
    }
    if ground.asked.team:
        filters["team"] = ground.asked.team
    return counted(TASKS, filters, count)


def _ids(ids: list[str]) -> tuple[Rows, ...]:
    if not ids or len(ids) > MOST_IDS:
        return ()
    return (counted(TASKS, {"id__in": ",".join(ids)}, len(ids)),)

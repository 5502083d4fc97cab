"""Every figure that a delivery forecast may speak of."""

from __future__ import annotations

from collections.abc import Iterable

from coo.analysis.finishing import FinishDates
from coo.analysis.promises import Promise
from coo.delivery.ground import Ground, Outlook, Work
from coo.promises import Standing
from kernel.core.computed import counted, fact
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook, Rows, Unit
from kernel.core.workhours import WorkHours

TASKS, PROCESSES = "coo/tasks", "coo/processes"
SHARES = (("p50", 0.50), ("p85", 0.85), ("p95", 0.95))
DRAWN = (
    "Ten thousand futures are drawn. In each, a working day finishes as much as a past one. "
    "Nothing is added to what is open."
)
MOST_IDS = 200


def facts_of(ground: Ground) -> FactBook:
    """The pace, the finish dates of all and of each team, promises at risk, and old work."""
    book = FactBook()
    _add_base(book, ground)
    for outlook in (ground.whole, *ground.by_team):
        _add_outlook(book, ground, outlook)
    _add_chance(book, ground)
    _add_counts(book, ground)
    for one in ground.at_risk:
        add_standing(book, one, ground.hours)
    _add_old(book, ground)
    return book


def risk_key(standing: Standing) -> str:
    """What the keys of a promise's facts begin with."""
    kind = "process" if standing.is_process else "task"
    return fact_key("risk", kind, standing.key or str(standing.row.pk))


def add_standing(book: FactBook, standing: Standing, hours: WorkHours) -> None:
    """Working time left or over with the calendar's beside, the due day, age and chance."""
    one, key = standing.promise, risk_key(standing)
    function, rows = "coo.analysis.sla_at_risk", (_row(standing),)
    name = standing.name
    for part, label, value, unit, formula in _told(one):
        book.add(fact(f"{key}.{part}", f"{label}, {name}", value, unit, formula, function,
                      rows=rows))  # fmt: skip
    due = one.due.astimezone(hours.zone).date()
    book.add(fact(f"{key}.due", f"Due, {name}", due, "date", f"By {standing.promised_by}.",
                  function, rows=rows))  # fmt: skip


def _told(one: Promise) -> list[tuple[str, str, float, Unit, str]]:
    """Rounded as nobody reads more: two looks within a minute then say the same."""
    over = one.state == "breached"
    sign = -1 if over else 1
    label, to = (
        ("Over", "From its due time to now") if over else ("Left", "From now to its due time")
    )
    told: list[tuple[str, str, float, Unit, str]] = [
        ("over" if over else "left", label, round(sign * one.left_hours, 2), "hours",
         f"{to}, in working hours of this workspace."),
        ("over_days" if over else "left_days", f"{label}, by the calendar",
         round(sign * one.left_days, 1), "days", f"{to}, by the calendar."),
        ("age", "Age", round(one.age_hours, 2), "hours", "From when it was asked for to now."),
    ]  # fmt: skip
    if one.late_chance is not None:
        told.append(
            ("chance", "Chance of being late", one.late_chance, "fraction",
             "Of finished ones of its kind that had grown as old, the share that took longer than "
             "this one may.")
        )  # fmt: skip
    return told


def _row(standing: Standing) -> Rows:
    resource = PROCESSES if standing.is_process else TASKS
    return counted(resource, {"id__in": str(standing.row.pk)}, 1)


def _add_base(book: FactBook, ground: Ground) -> None:
    window = ground.window
    read = "Whole days up to yesterday, or since the first task."
    book.add(fact("past.first", "Pace from", window.first, "date", read, "coo.delivery.reading"))
    book.add(fact("past.last", "Pace up to", window.last, "date", read, "coo.delivery.reading"))
    days = len(ground.whole.pace.days)
    book.add(fact("past.days", "Working days of the pace", days, "count",
                  "By the workspace’s calendar.", "coo.analysis.throughput"))  # fmt: skip
    for key, label, share in (("half", "As likely as not", 0.5), ("careful", "Careful", 0.85),
                              ("sure", "Nearly sure", 0.95)):  # fmt: skip
        book.add(fact(f"share.{key}", label, share, "fraction", "Set.", "coo.delivery.book"))
    weeks = ground.asked.outlook_weeks
    book.add(fact("ahead.weeks", "Weeks ahead", weeks, "count", "From the operations settings.",
                  "coo.delivery.reading"))  # fmt: skip
    book.add(fact("sla.limit", "Warning before a breach", ground.asked.warning_hours, "hours",
                  "From the operations settings.", "coo.delivery.reading"))  # fmt: skip


def _add_outlook(book: FactBook, ground: Ground, outlook: Outlook) -> None:
    key, whose = outlook.key, f", {outlook.team}" if outlook.team else ""
    open_rows = _open_rows(ground, outlook)
    left = book.add(fact(f"{key}.open", f"Open tasks{whose}", outlook.open, "count",
                         "Tasks to do, in work and blocked.", "coo.delivery.reading",
                         rows=open_rows))  # fmt: skip
    done = book.add(fact(f"{key}.done", f"Finished tasks{whose}", outlook.pace.total, "count",
                         "Tasks done in the days of the pace.", "coo.analysis.throughput",
                         rows=_done_rows(ground, outlook),
                         period=(ground.window.first, ground.window.last)))  # fmt: skip
    book.add(fact(f"{key}.pace", f"Finished a week{whose}", outlook.pace.per_week, "count",
                  "Finished tasks over the days, times seven.", "coo.analysis.throughput",
                  done))  # fmt: skip
    days = ground.window.days
    book.add(fact(f"{key}.asked", f"Asked for a week{whose}", outlook.asked_for / days * 7, "count",
                  "Tasks opened in the same days, times seven.", "coo.delivery.reading",
                  rows=_asked_rows(ground, outlook)))  # fmt: skip
    if outlook.found is not None:
        _add_dates(book, key, whose, outlook.found, left, done)
    elif outlook.refusal is not None:
        book.add(fact(f"{key}.have", f"Known {outlook.refusal.what}{whose}", outlook.refusal.have,
                      "count", "Counted.", "coo.analysis.finish_dates", done))  # fmt: skip
        book.add(fact(f"{key}.need", f"Needed {outlook.refusal.what}{whose}", outlook.refusal.need,
                      "count", "Set.", "coo.analysis.finish_dates"))  # fmt: skip


def _add_dates(
    book: FactBook, key: str, whose: str, found: FinishDates, left: Fact, done: Fact
) -> None:
    for name, share in SHARES:
        day, days = getattr(found, name), getattr(found, f"days_{name}")
        if day is None:
            continue
        label = f"Finished in {share:.0%} of the futures{whose}"
        book.add(fact(f"{key}.{name}", label, day, "date", DRAWN, "coo.analysis.finish_dates",
                      left, done))  # fmt: skip
        book.add(fact(f"{key}.{name}_days", f"{label}, working days", days, "count", DRAWN,
                      "coo.analysis.finish_dates", left, done))  # fmt: skip
    if found.beyond:
        book.add(fact(f"{key}.beyond", f"Not finished within the weeks ahead{whose}", found.beyond,
                      "fraction", DRAWN, "coo.analysis.finish_dates", left, done))  # fmt: skip


def _add_chance(book: FactBook, ground: Ground) -> None:
    by, found = ground.asked.by, ground.whole.found
    if by is None or found is None:
        return
    book.add(fact("chance.by", "Wanted by", by, "date", "Asked for.", "coo.delivery.reading"))
    days = ground.working_days_to(by)
    book.add(fact("chance.share", "Chance of being finished by then", found.chance_within(days),
                  "fraction", DRAWN, "coo.analysis.finish_dates", book["all.open"],
                  book["all.done"]))  # fmt: skip


def _add_counts(book: FactBook, ground: Ground) -> None:
    """How many promises stand in each state."""
    for state, label in (("breached", "Promises broken"), ("warning", "Promises nearly up"),
                         ("likely", "Promises that will likely be broken"),
                         ("safe", "Promises that are safe")):  # fmt: skip
        mine = [one for one in ground.standings if one.promise.state == state]
        book.add(fact(f"sla.{state}", label, len(mine), "count",
                      "Open processes and tasks with a due time, by working time left.",
                      "coo.analysis.sla_at_risk", rows=standing_rows(mine)))  # fmt: skip


def standing_rows(standings: Iterable[Standing]) -> tuple[Rows, ...]:
    """The rows of promises, processes and tasks each by themselves; none where they are many."""
    found = []
    for resource, wanted in ((PROCESSES, True), (TASKS, False)):
        ids = [str(one.row.pk) for one in standings if one.is_process is wanted]
        if len(ids) > MOST_IDS:
            return ()
        if ids:
            found.append(counted(resource, {"id__in": ",".join(ids)}, len(ids)))
    return tuple(found)


def _add_old(book: FactBook, ground: Ground) -> None:
    if not ground.old:
        return
    ids = [one.key for one in ground.old][:MOST_IDS]
    rows = (counted(TASKS, {"id__in": ",".join(ids)}, len(ids)),)
    book.add(fact("old.count", "Tasks in work for very long", len(ground.old), "count",
                  "In work for longer than nineteen of twenty finished ones took.",
                  "coo.analysis.task_ages", rows=rows))  # fmt: skip
    oldest = ground.old[0]
    row = (counted(TASKS, {"id__in": oldest.key}, 1),)
    book.add(fact("old.hours", "The oldest of them", round(oldest.hours, 2), "hours",
                  "Worked since it was begun.", "coo.analysis.task_ages", rows=row))  # fmt: skip
    book.add(fact("old.days", "The oldest of them, by the calendar", round(oldest.days, 1), "days",
                  "Since it was begun.", "coo.analysis.task_ages", rows=row))  # fmt: skip


def oldest_of(ground: Ground) -> Work | None:
    """The task that has been in work for longest, where it is old."""
    if not ground.old:
        return None
    return next(one for one in ground.open if one.item.key == ground.old[0].key)


def _open_rows(ground: Ground, outlook: Outlook) -> tuple[Rows, ...]:
    return (counted(TASKS, {"open": "true", **_team(ground, outlook)}, outlook.open),)


def _done_rows(ground: Ground, outlook: Outlook) -> tuple[Rows, ...]:
    filters = {"status": "done", **_between(ground, "finished_at"), **_team(ground, outlook)}
    return (counted(TASKS, filters, outlook.pace.total),)


def _asked_rows(ground: Ground, outlook: Outlook) -> tuple[Rows, ...]:
    filters = {
        "status__in": "todo,doing,blocked,done",
        **_between(ground, "opened_at"),
        **_team(ground, outlook),
    }
    return (counted(TASKS, filters, outlook.asked_for),)


def _between(ground: Ground, column: str) -> dict[str, str]:
    first, last = ground.window.edges(ground.hours.zone)
    return {f"{column}__gte": first.isoformat(), f"{column}__lte": last.isoformat()}


def _team(ground: Ground, outlook: Outlook) -> dict[str, str]:
    team = outlook.team or ground.asked.team
    return {"team": team} if team else {}

"""Every figure that may be said of a log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from statistics import median

import numpy as np

from coo.analysis.control import ControlChart
from coo.analysis.flows import Activity
from coo.analysis.paths import Repeat
from coo.analysis.waiting import Bottleneck, WaitingShare
from coo.mining.ground import WEEK, Case, Flowing, Ground
from coo.mining.sentences import refused
from kernel.core.computed import counted, fact
from kernel.core.facts import FactBook, Rows
from kernel.statistics.values import Interval, NotEnoughDataError

PROCESSES = "coo/processes"
MOST_IDS = 200
CAREFUL = 0.85
DAY_HOURS = 24
FLOWS = "coo.analysis.directly_follows"
WAITING = "coo.analysis.bottleneck"


def facts_of(ground: Ground) -> FactBook:
    """The period, then what each log shows: times, waiting, ways, what is done again, weeks."""
    book = FactBook()
    chosen = "Asked for, or today and the last months."
    window, read = ground.window, "coo.mining.reading"
    book.add(fact("period.first", "First day", window.first, "date", chosen, read))
    book.add(fact("period.last", "Last day", window.last, "date", chosen, read))
    book.add(fact("period.months", "Months looked at", ground.months, "count", chosen, read))
    for one in ground.flows:
        add_flow(book, one)
    return book


def add_flow(book: FactBook, one: Flowing) -> None:
    """Everything about the log of one workflow."""
    _add_times(book, one)
    waits = (
        {} if not isinstance(one.held, Bottleneck) else {w.activity: w for w in one.held.waiting}
    )
    for activity in one.flow.activities:
        _add_activity(book, one, activity, waits.get(activity.name))
    for repeat in one.again.repeats:
        _add_repeat(book, one, repeat)
    _add_ways(book, one)
    if isinstance(one.chart, ControlChart):
        _add_weeks(book, one, one.chart)
    for part, what, found in refused(one):
        if isinstance(found, NotEnoughDataError):
            for name, label, value in (
                ("need", "needed", found.need),
                ("have", "there", found.have),
            ):
                book.add(fact(f"{one.key}.{part}.{name}", f"{what}: {found.what} {label}", value,
                              "count", "Set, and counted.", "coo.mining.ground"))  # fmt: skip


def case_rows(one: Flowing, cases: Sequence[Case] | None = None) -> tuple[Rows, ...]:
    """The list's filters that show these cases: those done in the period and those that run.

    Of `cases` that are named, the first are shown by their ids.
    """
    if cases is not None:
        ids = [case.id for case in cases][:MOST_IDS]
        return (counted(PROCESSES, {"id__in": ",".join(ids)}, len(ids)),) if ids else ()
    first, last = one.window.edges(one.hours.zone)
    of = (
        {"workflow__in": ",".join(map(str, one.versions))} if one.versions else {"workflow": "null"}
    )
    logged = {"logged": "true", **of}
    done = {**logged, "status": "done", "finished_at__gte": first.isoformat(),
            "finished_at__lte": last.isoformat()}  # fmt: skip
    running = {**logged, "status": "running", "started_at__lte": last.isoformat()}
    counts = (len(one.done), len(one.cases) - len(one.done))
    return tuple(
        counted(PROCESSES, filters, count)
        for filters, count in zip((done, running), counts, strict=True)
        if count
    )


def _add_times(book: FactBook, one: Flowing) -> None:
    key, name, rows = one.key, one.name, case_rows(one)
    ended = rows[:1] if one.done else ()
    book.add(fact(f"{key}.cases", f"Cases, {name}", len(one.cases), "count",
                  "Cases with events, done in the period or running.", FLOWS,
                  rows=rows))  # fmt: skip
    book.add(fact(f"{key}.done", f"Cases done, {name}", len(one.done), "count",
                  "Counted by the day on which they were done.", FLOWS, rows=ended))  # fmt: skip
    if not one.done:
        return
    hours = sorted(one.lengths.values())
    days = [(case.finished - case.started) / dt.timedelta(days=1) for case in one.done
            if case.finished is not None]  # fmt: skip
    for part, label, value, formula in (
        ("median", "A case in the middle", median(hours), "From start to finish, the median."),
        ("careful", "Most cases within", float(np.quantile(hours, CAREFUL)),
         "From start to finish: 85 of 100 cases took no longer."),
    ):  # fmt: skip
        book.add(fact(f"{key}.{part}", f"{label}, {name}", value, "hours",
                      f"{formula} Hours that this workspace works.", "coo.mining.ground",
                      rows=ended, inputs=hours))  # fmt: skip
    book.add(fact(f"{key}.days", f"By the calendar, {name}", median(days), "days",
                  "From start to finish by the calendar, the median.", "coo.mining.ground",
                  rows=ended))  # fmt: skip
    waited = one.finished.waits()[1]
    inside = (one.finished.end - one.finished.begin)[one.finished.timed] / 3600
    work = float(inside[np.isfinite(inside)].sum())
    if work > 0:
        total = float(waited.sum())
        book.add(fact(f"{key}.waits", f"Part spent waiting, {name}", total / (total + work),
                      "fraction", "Waiting between activities, divided by waiting and work.",
                      FLOWS, rows=ended))  # fmt: skip


def _add_activity(
    book: FactBook, one: Flowing, activity: Activity, wait: WaitingShare | None
) -> None:
    key, name, rows = one.step_key(activity.name), activity.name, case_rows(one)
    book.add(fact(f"{key}.count", f"Times, {name}", activity.count, "count",
                  "How often cases went through it.", FLOWS, rows=rows))  # fmt: skip
    if activity.hours is not None:
        book.add(fact(f"{key}.hours", f"Work inside, {name}", activity.hours, "hours",
                      "From its start to its end, the median.", FLOWS, rows=rows))  # fmt: skip
    if wait is None:
        return
    book.add(fact(f"{key}.wait", f"Wait for {name}", wait.median, "hours",
                  "From the end of what came before to its begin, the median.", WAITING,
                  rows=rows))  # fmt: skip
    book.add(fact(f"{key}.share", f"Part of all waiting, {name}", wait.share.estimate, "fraction",
                  "Waiting for it, divided by all waiting. The interval comes from drawing the "
                  "cases again.", WAITING, rows=rows,
                  interval=_limits(wait.share)))  # fmt: skip
    book.add(fact(f"{key}.excess", f"Waiting that could go, {name}", wait.excess.estimate,
                  "fraction",
                  "Its waiting beyond that at the middle other activity, by all waiting.",
                  WAITING, rows=rows, interval=_limits(wait.excess)))  # fmt: skip


def _limits(value: Interval) -> tuple[float, float, float]:
    return value.low, value.high, value.level


def _add_repeat(book: FactBook, one: Flowing, repeat: Repeat) -> None:
    key, name, rows = one.step_key(repeat.activity), repeat.activity, case_rows(one)[:1]
    function = "coo.analysis.rework"
    book.add(fact(f"{key}.again", f"Done again, {name}", repeat.again, "count",
                  "Times beyond each case’s first.", function, rows=rows))  # fmt: skip
    book.add(fact(f"{key}.again_share", f"Cases that do it again, {name}", repeat.share,
                  "fraction", "Cases with a second time, divided by cases that have it.",
                  function, rows=rows))  # fmt: skip
    if repeat.hours:
        book.add(fact(f"{key}.again_hours", f"Work done again, {name}", repeat.hours, "hours",
                      "Work inside of it beyond each case’s first time, added up.", function,
                      rows=rows))  # fmt: skip


def _add_ways(book: FactBook, one: Flowing) -> None:
    if not one.ways:
        return
    key, name, rows = one.key, one.name, case_rows(one)[:1]
    function = "coo.analysis.variants"
    book.add(fact(f"{key}.ways", f"Ways, {name}", len(one.ways), "count",
                  "Different sequences of activities among cases that are done.", function,
                  rows=rows))  # fmt: skip
    book.add(fact(f"{key}.main", f"Part on the main way, {name}", one.ways[0].share, "fraction",
                  "Cases on the most frequent sequence, divided by all that are done.", function,
                  rows=rows))  # fmt: skip
    book.add(fact(f"{key}.rework", f"Cases with something done again, {name}", one.again.share,
                  "fraction", "Cases in which an activity comes twice, by all done.",
                  "coo.analysis.rework", rows=rows))  # fmt: skip


def _add_weeks(book: FactBook, one: Flowing, chart: ControlChart) -> None:
    key, name, rows = one.key, one.name, case_rows(one)[:1]
    function, latest = "coo.analysis.control_chart", one.weeks[-1]
    for part, label, value, formula in (
        ("mean", "A week’s mean", chart.mean, "Mean of the weeks’ mean hours, start to finish."),
        ("upper", "Upper limit", chart.upper,
         "Mean plus three sigma, by the mean step from week to week."),
        ("latest", "Latest week", latest.hours,
         "Mean hours from start to finish of the cases done in it."),
    ):  # fmt: skip
        book.add(fact(f"{key}.week.{part}", f"{label}, {name}", value, "hours", formula, function,
                      rows=rows))  # fmt: skip
    if one.slower is not None:
        first, last = one.weeks[one.slower.first], one.weeks[one.slower.last]
        ended = last.first + WEEK - dt.timedelta(days=1)
        seen = [w.hours for w in one.weeks[one.slower.first : one.slower.last + 1]]
        rule = "By the rules of Western Electric."
        book.add(fact(f"{key}.slower.since", f"Slower since, {name}", first.first, "date", rule,
                      function, rows=rows))  # fmt: skip
        book.add(fact(f"{key}.slower.until", f"Slower until, {name}", ended, "date", rule,
                      function, rows=rows))  # fmt: skip
        book.add(fact(f"{key}.slower.hours", f"Mean of these weeks, {name}",
                      sum(seen) / len(seen), "hours", "Mean of the weeks’ mean hours.", function,
                      rows=rows))  # fmt: skip

"""Every figure that may be said of a workflow."""

from __future__ import annotations

import datetime as dt

import numpy as np

from coo.analysis.estimates import Estimate
from coo.designing.ground import SURE, Design, Ground, PlannedStep
from kernel.core.computed import counted, fact
from kernel.core.facts import FactBook, Rows
from kernel.core.workhours import WorkHours

WORKFLOWS, PROCESSES = "coo/workflows", "coo/processes"
PERT, PATH = "coo.analysis.pert", "coo.analysis.critical_path"
SEEN = "coo.designing.reading"
MOST_STEPS = 60


def facts_of(ground: Ground) -> FactBook:
    """Each workflow's length, chances, deciding steps, and what its cases really took."""
    book = FactBook()
    book.add(fact("plan.start", "Begins on", ground.start, "date", "Asked for, or today.", SEEN))
    book.add(fact("plan.sure", "Nearly sure", SURE, "fraction", "Set.", "coo.designing.ground"))
    for one in ground.designs:
        add_design(book, ground, one)
    return book


def add_design(book: FactBook, ground: Ground, one: Design) -> None:
    """Everything about one workflow."""
    key, name, rows = one.key, one.name, _rows(one)
    for part, label, value in (("version", "Version", one.version),
                               ("steps", "Steps", len(one.steps))):  # fmt: skip
        book.add(fact(f"{key}.{part}", f"{label}, {name}", value, "count", "Read from it.", SEEN,
                      rows=rows))  # fmt: skip
    if one.promise is not None:
        book.add(fact(f"{key}.promise", f"Promised within, {name}", float(one.promise), "hours",
                      "Asked for, or read from the workflow, else from the settings.", SEEN,
                      rows=rows))  # fmt: skip
    if not one.fault:
        _add_plan(book, ground, one)
    _add_history(book, one, ground.hours)
    if one.revised is not None:
        _add_draft(book, one, one.revised)


def _rows(one: Design) -> tuple[Rows, ...]:
    """The workflow's row; one that is given is not stored yet."""
    if one.given or not one.ids:
        return ()
    filters = {"id__in": ",".join(map(str, one.ids)), "version": str(one.version)}
    return (counted(WORKFLOWS, filters, 1),)


def _add_plan(book: FactBook, ground: Ground, one: Design) -> None:
    key, name, rows, plan = one.key, one.name, _rows(one), one.plan
    sum_of = "Of the chain of steps with the longest mean"
    sure = plan.within(SURE)
    for part, label, value, formula in (
        ("mean", "Work of the deciding steps", plan.mean,
         f"{sum_of}: best, four times likely and worst, over six, added up."),
        ("spread", "Spread of the deciding steps", plan.variance**0.5,
         f"{sum_of}: root of the sum of squared sixths of the spans."),
        ("sure", "Nearly sure within", sure, "Mean and spread, for a normal sum."),
    ):  # fmt: skip
        book.add(fact(f"{key}.{part}", f"{label}, {name}", value, "hours", formula, PERT,
                      rows=rows))  # fmt: skip
    for part, label, hours in (("day", "Likely done by", plan.mean),
                               ("sure_day", "Nearly surely done by", sure)):  # fmt: skip
        book.add(fact(f"{key}.{part}", f"{label}, {name}", ground.day_after(hours), "date",
                      "Counted in working hours from the day it begins.", PERT,
                      rows=rows))  # fmt: skip
    if plan.probability is not None:
        book.add(fact(f"{key}.chance", f"Chance to keep the promise, {name}", plan.probability,
                      "fraction", "By mean and spread of the steps alone, without waiting.", PERT,
                      rows=rows))  # fmt: skip
    book.add(fact(f"{key}.path", f"Deciding steps, {name}", len(one.path), "count",
                  "Steps of the longest chain.", PATH, rows=rows))  # fmt: skip
    book.add(fact(f"{key}.near", f"Steps that nearly decide, {name}", len(one.near), "count",
                  "Steps with less slack than the chain’s spread.", PATH, rows=rows))  # fmt: skip
    shown = {step.key: step for step in (*one.path[:MOST_STEPS], *one.near[:MOST_STEPS])}
    for step in shown.values():
        _add_step(book, one, step)


def _add_step(book: FactBook, one: Design, step: PlannedStep) -> None:
    key, rows, times = one.step_key(step.key), _rows(one), one.times[step.key]
    mean = Estimate(step.key, step.optimistic, step.likely, step.pessimistic).mean
    book.add(fact(f"{key}.mean", f"Work, {step.name}", mean, "hours",
                  "Best, four times likely and worst, over six.", PERT, rows=rows))  # fmt: skip
    book.add(fact(f"{key}.slack", f"Slack, {step.name}", times.slack, "hours",
                  "How much later it may end without moving the whole.", PATH,
                  rows=rows))  # fmt: skip


def done_rows(one: Design, hours: WorkHours) -> tuple[Rows, ...]:
    """The cases of all versions that the history was read from."""
    if not one.ids or not one.history.lengths:
        return ()
    first = dt.datetime.combine(one.history.window.first, dt.time(0), hours.zone)
    filters = {
        "workflow__in": ",".join(map(str, one.ids)),
        "status": "done",
        "finished_at__gte": first.astimezone(dt.UTC).isoformat(),
    }
    return (counted(PROCESSES, filters, len(one.history.lengths)),)


def _add_history(book: FactBook, one: Design, hours: WorkHours) -> None:
    key, name, rows = one.key, one.name, done_rows(one, hours)
    lengths = one.history.lengths
    book.add(fact(f"{key}.done", f"Cases done, {name}", len(lengths), "count",
                  "Done within the last year, of every version.", SEEN, rows=rows))  # fmt: skip
    if not one.known:
        return
    for part, label, value in (
        ("seen", "A case in the middle", float(np.median(lengths))),
        ("seen_sure", "Nearly all cases within", float(np.quantile(lengths, SURE))),
    ):
        book.add(fact(f"{key}.{part}", f"{label}, {name}", value, "hours",
                      "From start to finish, waiting included.", SEEN, rows=rows,
                      inputs=list(lengths)))  # fmt: skip
    if one.kept is not None:
        book.add(fact(f"{key}.kept", f"Cases that kept the promise, {name}", one.kept,
                      "fraction", "Cases within the promised hours, by all done.", SEEN,
                      rows=rows))  # fmt: skip
    for activity, share in one.history.strange.items():
        book.add(fact(f"{one.step_key(activity)}.strange", f"Cases with {activity}", share,
                      "fraction", "Cases of the log that have it, by all of them.", SEEN,
                      rows=rows))  # fmt: skip


def _add_draft(book: FactBook, one: Design, draft: Design) -> None:
    """The new version, and for each estimate that changes what it was and becomes."""
    key, name = one.key, one.name
    book.add(fact(f"{key}.draft", f"Version drafted, {name}", draft.version, "count",
                  "The next version.", SEEN))  # fmt: skip
    if one.new_sla is not None:
        book.add(fact(f"{key}.new_promise", f"A promise that holds, {name}", float(one.new_sla),
                      "hours", "What nearly all cases took at most, in whole hours.",
                      SEEN))  # fmt: skip
    if one.given:
        return
    book.add(fact(f"{key}.off", f"Estimates that are off, {name}", len(one.off), "count",
                  "Likely hours more than a quarter from the median that was seen.",
                  SEEN))  # fmt: skip
    for step in one.off[:MOST_STEPS]:
        seen = one.history.steps[step.key]
        start = one.step_key(step.key)
        book.add(fact(f"{start}.likely", f"Estimated, {step.name}", step.likely, "hours",
                      "Read from the workflow.", SEEN))  # fmt: skip
        book.add(fact(f"{start}.seen", f"Took, {step.name}", seen.middle, "hours",
                      "The median of what was seen.", SEEN))  # fmt: skip
        book.add(fact(f"{start}.times", f"Times seen, {step.name}", seen.count, "count",
                      "Counted in logs and tasks of cases that are done.", SEEN))  # fmt: skip

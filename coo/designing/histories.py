"""What the cases of workflows took, inside a read scope: all of them in three questions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import numpy as np
from django.db.models import F, Window
from django.db.models.functions import RowNumber

from coo import selectors
from coo.analysis.events import HOUR, Passages
from coo.designing.ground import CASES_NEEDED, History, PlannedStep, Seen
from coo.models import Process, ProcessEvent, Task, Workflow
from coo.models.process import ProcessStatus
from coo.models.task import TaskStatus
from kernel.core.windows import Window as Days
from kernel.core.workhours import WorkHours

HISTORY_DAYS = 365
MOST_CASES = 5000
"""How many cases of one workflow are read, the newest."""
STRANGE_FROM = 0.05


class Plan(NamedTuple):
    """The stored versions of one name, and the steps that their cases are held against."""

    versions: Sequence[Workflow]
    steps: tuple[PlannedStep, ...]


def histories_of(plans: Sequence[Plan], today: dt.date, hours: WorkHours) -> list[History]:
    """Of each plan the cases of any version that were done in the last year."""
    days = Days.ending(today, HISTORY_DAYS)
    since = dt.datetime.combine(days.first, dt.time(0), hours.zone)
    places = {row.pk: at for at, plan in enumerate(plans) for row in plan.versions}
    cases: dict[UUID, int] = {}
    lengths: list[list[float]] = [[] for _ in plans]
    for pk, workflow, start, end in _done(places, since):
        cases[pk] = places[workflow]
        if end is not None:
            lengths[places[workflow]].append(hours.between(start, end) / HOUR)
    passages = selectors.passages_of(ProcessEvent.objects.filter(process__in=cases), hours)
    worked = _worked(plans, cases, hours)
    found = []
    for at, plan in enumerate(plans):
        own = {str(pk) for pk, place in cases.items() if place == at}
        seen, strange = _logged(passages.of_cases(own), plan.steps)
        found.append(History(days, lengths[at], {**worked[at], **seen}, strange))
    return found


def _done(
    workflows: dict[UUID, int], since: dt.datetime
) -> list[tuple[UUID, UUID, dt.datetime, dt.datetime | None]]:
    """Id, workflow, begin and end of the newest cases of each name, the newest first."""
    newest = [F("finished_at").desc(), F("pk").desc()]
    rows = (
        Process.objects.filter(
            workflow__in=workflows, status=ProcessStatus.DONE, finished_at__gte=since
        )
        .annotate(place=Window(RowNumber(), partition_by="workflow__name", order_by=newest))
        .filter(place__lte=MOST_CASES)
        .order_by(*newest)
    )
    return list(rows.values_list("pk", "workflow_id", "started_at", "finished_at"))


def _logged(
    passages: Passages, steps: Sequence[PlannedStep]
) -> tuple[dict[str, Seen], dict[str, float]]:
    """Each step's hours by the log, where it has begins; and activities that are no step."""
    if not len(passages):
        return {}, {}
    places = {_same(word): step.key for step in steps for word in (step.key, step.name)}
    inside = (passages.end - passages.begin) / HOUR
    known = passages.timed & np.isfinite(inside)
    cases = len(np.unique(passages.case))
    found: dict[str, Seen] = {}
    strange: dict[str, float] = {}
    for number, name in enumerate(passages.activities):
        own = passages.activity == number
        key = places.get(_same(name))
        if key is None:
            share = len(np.unique(passages.case[own])) / cases
            if share >= STRANGE_FROM and cases >= CASES_NEEDED:
                strange[name] = share
        elif (own & known).any():
            found[key] = Seen.of(inside[own & known].tolist())
    return found, strange


def _worked(
    plans: Sequence[Plan], cases: dict[UUID, int], hours: WorkHours
) -> list[dict[str, Seen]]:
    """Of each plan its steps' hours by their tasks, from start to finish."""
    keys = [{step.key for step in plan.steps} for plan in plans]
    rows = Task.objects.filter(
        process__in=cases, step__in=set().union(*keys), status=TaskStatus.DONE
    )
    took: list[dict[str, list[float]]] = [defaultdict(list) for _ in plans]
    for case, step, start, end in rows.values_list(
        "process_id", "step", "started_at", "finished_at"
    ):
        at = cases[case]
        if step in keys[at] and start is not None and end is not None:
            took[at][step].append(hours.between(start, end) / HOUR)
    return [{step: Seen.of(values) for step, values in own.items()} for own in took]


def _same(name: str) -> str:
    return " ".join(name.casefold().split())

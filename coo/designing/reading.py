"""Reading workflows and what their cases took, inside a read scope."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from coo import selectors
from coo.analysis.events import HOUR
from coo.designing.contracts import DesignInput
from coo.designing.ground import CASES_NEEDED, Design, Ground, History, PlannedStep, Seen
from coo.designing.lines import steps_of
from coo.models import Process, ProcessEvent, Task, Workflow
from coo.models.process import ProcessStatus
from coo.models.task import TaskStatus
from coo.models.workflow import WorkflowStatus
from kernel.core.contracts import Need, RunContext
from kernel.core.windows import Window
from kernel.core.workhours import WorkHours
from kernel.runs.drafts import untouched

HISTORY_DAYS = 365
MOST_CASES = 5000
MOST_WORKFLOWS = 12
STRANGE_FROM = 0.05


def read(ctx: RunContext, payload: DesignInput) -> Ground | list[Need]:
    """The workflow asked for, the one that is given, or every one; needs where there is none."""
    hours = ctx.workspace.work_hours()
    rows = list(Workflow.objects.order_by("name", "version"))
    names = dict.fromkeys(row.name for row in rows)
    if payload.workflow:
        same = next((n for n in names if n.casefold() == payload.workflow.casefold()), "")
        if not same and not payload.steps:
            return [other_workflow(payload.workflow)] if rows else [no_workflow()]
        names = {same or payload.workflow: None}
    elif not rows:
        return [no_workflow()]
    found = []
    for name in names:
        versions = [row for row in rows if row.name == name]
        if payload.steps:
            found.append(given(name, versions, payload, ctx.today, hours))
        elif (row := looked_at(versions)) is not None or payload.workflow:
            found.append(design_of(row or versions[-1], versions, ctx.today, hours,
                                   asked=payload.sla_hours))  # fmt: skip
    if not found:
        return [no_workflow()]
    found.sort(key=lambda one: (-len(one.history.lengths), one.name))
    return Ground(tuple(found[:MOST_WORKFLOWS]), payload.start or ctx.today, hours)


def looked_at(versions: Sequence[Workflow]) -> Workflow | None:
    """The version in use, else the newest draft; None where all are retired."""
    active = [row for row in versions if row.status == WorkflowStatus.ACTIVE]
    drafts = [row for row in versions if row.status == WorkflowStatus.DRAFT]
    found = active or drafts[-1:]
    return found[0] if found else None


def design_of(
    row: Workflow,
    versions: Sequence[Workflow],
    today: dt.date,
    hours: WorkHours,
    *,
    asked: Decimal | None = None,
) -> Design:
    """A stored version with the history of all versions of its name."""
    steps = tuple(PlannedStep.of(step) for step in row.steps)
    return Design(
        name=row.name,
        version=row.version,
        steps=steps,
        sla=row.sla_hours,
        description=row.description,
        ids=tuple(one.pk for one in versions),
        next_version=_next_version(versions),
        history=history_of(versions, steps, today, hours),
        asked_sla=asked,
    )


def given(
    name: str,
    versions: Sequence[Workflow],
    payload: DesignInput,
    today: dt.date,
    hours: WorkHours,
) -> Design:
    """The steps that were asked for, as the next version of their name."""
    steps = tuple(PlannedStep.of(step) for step in steps_of(payload.steps))
    newest = versions[-1] if versions else None
    version = _next_version(versions)
    if not version and newest is not None:
        version = newest.version + 1
    return Design(
        name=name,
        version=version,
        steps=steps,
        sla=newest.sla_hours if newest and payload.sla_hours is None else payload.sla_hours,
        description=newest.description if newest else "",
        ids=tuple(one.pk for one in versions),
        next_version=version,
        history=history_of(versions, steps, today, hours),
        given=True,
    )


def _next_version(versions: Sequence[Workflow]) -> int:
    """The draft of an earlier run again, else a new one; 0 where a person's draft stands."""
    if not versions:
        return 1
    newest = versions[-1]
    if newest.status != WorkflowStatus.DRAFT:
        return newest.version + 1
    return newest.version if untouched(newest) else 0


def history_of(
    versions: Sequence[Workflow], steps: Sequence[PlannedStep], today: dt.date, hours: WorkHours
) -> History:
    """Cases of any version that were done in the last year, the newest where they are many."""
    window = Window.ending(today, HISTORY_DAYS)
    since = dt.datetime.combine(window.first, dt.time(0), hours.zone)
    done = Process.objects.filter(
        workflow__in=[row.pk for row in versions],
        status=ProcessStatus.DONE,
        finished_at__gte=since,
    )
    rows = list(
        done.order_by("-finished_at", "-pk").values_list("pk", "started_at", "finished_at")[
            :MOST_CASES
        ]
    )
    ids = [pk for pk, _, _ in rows]
    lengths = [hours.between(start, end) / HOUR for _, start, end in rows if end is not None]
    seen, strange = _logged(ids, steps, hours)
    tasks = _worked(ids, steps, hours)
    return History(window, lengths, {**tasks, **seen}, strange)


def _logged(
    ids: Sequence[Any], steps: Sequence[PlannedStep], hours: WorkHours
) -> tuple[dict[str, Seen], dict[str, float]]:
    """Each step's hours by the log, where it has begins; and activities that are no step."""
    events = ProcessEvent.objects.filter(process__in=ids)
    passages = selectors.passages_of(events, hours)
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


def _worked(ids: Sequence[Any], steps: Sequence[PlannedStep], hours: WorkHours) -> dict[str, Seen]:
    """Each step's hours by its tasks, from start to finish."""
    rows = Task.objects.filter(
        process__in=ids,
        step__in=[step.key for step in steps],
        status=TaskStatus.DONE,
    )
    took: dict[str, list[float]] = defaultdict(list)
    for step, start, end in rows.values_list("step", "started_at", "finished_at"):
        if start is not None and end is not None:
            took[step].append(hours.between(start, end) / HOUR)
    return {step: Seen.of(values) for step, values in took.items()}


def _same(name: str) -> str:
    return " ".join(name.casefold().split())


def no_workflow() -> Need:
    return Need(
        what="A workflow",
        why="What decides how long it takes follows from its steps and what each waits for.",
        question="Will you import a log that shows the steps, or write them down?",
        agent="coo-ops-intake",
        rows="coo/workflows",
        field="steps",
    )


def other_workflow(name: str) -> Need:
    return Need(
        what=f"A workflow called {name}",
        why="No workflow has that name, and no steps were given for a new one.",
        question="Which one is meant, or what are its steps?",
        rows="coo/workflows",
        field="workflow",
    )

"""Reading workflows, with what their cases took, inside a read scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from coo import selectors
from coo.designing.contracts import DesignInput
from coo.designing.ground import Design, Ground, PlannedStep
from coo.designing.histories import Plan, histories_of
from coo.designing.lines import steps_of
from coo.models import Workflow
from coo.models.workflow import WorkflowStatus
from kernel.core.contracts import Need, RunContext
from kernel.core.workhours import WorkHours
from kernel.runs.drafts import untouched

MOST_WORKFLOWS = 12


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
    known = {name: [row for row in rows if row.name == name] for name in names}
    if payload.steps:
        found = [given(name, own, payload, ctx.today, hours) for name, own in known.items()]
    else:
        chosen = [(row or own[-1], own) for own in known.values()
                  if (row := looked_at(own)) is not None or payload.workflow]  # fmt: skip
        found = designs_of(chosen, ctx.today, hours, asked=payload.sla_hours)
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


def designs_of(
    chosen: Sequence[tuple[Workflow, Sequence[Workflow]]],
    today: dt.date,
    hours: WorkHours,
    *,
    asked: Decimal | None = None,
) -> list[Design]:
    """Stored versions, each with the history of all versions of its name."""
    steps = [tuple(PlannedStep.of(step) for step in row.steps) for row, _ in chosen]
    general = selectors.settings().sla_hours
    plans = [Plan(versions, own) for (_, versions), own in zip(chosen, steps, strict=True)]
    return [
        Design(
            name=row.name,
            version=row.version,
            steps=plan.steps,
            sla=row.sla_hours,
            description=row.description,
            ids=tuple(one.pk for one in plan.versions),
            next_version=_next_version(plan.versions),
            history=history,
            asked_sla=asked,
            general=general,
        )
        for (row, _), plan, history in zip(
            chosen, plans, histories_of(plans, today, hours), strict=True
        )
    ]


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
        history=histories_of([Plan(versions, steps)], today, hours)[0],
        general=selectors.settings().sla_hours,
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

"""From promises at risk to proposals: work that should come first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

from coo.actions import MOST_TASKS, RaisePriority
from coo.delivery.book import risk_key
from coo.delivery.sentences import risk
from coo.models import Task
from coo.models.task import TaskPriority
from coo.promises import Standing
from kernel.core.facts import references
from kernel.decisions.agent_proposals import DUE_DAYS, AgentPrediction, AgentProposal
from kernel.statistics.ranking import Scale, priority

KIND = "promise_at_risk"
EFFORT = 1
SCALE = Scale(severity=(0.1, 0.3, 0.6), impact=(0.1, 0.3, 0.5, 0.8))
Graveness = Literal["medium", "high", "critical"]
SEVERITY: dict[str, Graveness] = {"breached": "critical", "warning": "high", "likely": "medium"}
AT_STAKE = {"breached": 1.0, "warning": 0.6, "likely": 0.4}


def proposals_of(
    standings: Iterable[Standing], today: dt.date, zone: dt.tzinfo
) -> list[AgentProposal]:
    """Put the open tasks of each first, where they are not yet; days are those of the zone."""
    found = []
    for one in standings:
        tasks = [task for task in _tasks(one) if task.priority != TaskPriority.URGENT]
        if tasks:
            due = one.promise.due.astimezone(zone).date()
            found.append(_first(one, tasks[:MOST_TASKS], today, max(due, today)))
    return found


def subject_of(standing: Standing) -> str:
    """What a finding or a proposal about a promise is about, the same in every run."""
    return f"sla:{'process' if standing.is_process else 'task'}:{standing.row.pk}"


def _tasks(standing: Standing) -> tuple[Task, ...]:
    return standing.tasks if standing.is_process else (standing.row,)


def _first(standing: Standing, tasks: list[Task], today: dt.date, due: dt.date) -> AgentProposal:
    """The due day is the headline: a rejected one stays quiet until something else is promised."""
    key, state = risk_key(standing), standing.promise.state
    severity = SEVERITY[state]
    left = f"{key}.over" if state == "breached" else f"{key}.left"
    words = "over" if state == "breached" else "left"
    title = f"Put {standing.name} first: {{fact:{left}}} {words}"
    rationale = risk(standing)
    args = RaisePriority.Args(tasks=tuple(task.pk for task in tasks), priority=TaskPriority.URGENT)
    return AgentProposal(
        kind=KIND,
        subject=subject_of(standing),
        title=title,
        rationale=rationale,
        severity=severity,
        impact=None,
        currency="",
        effort=EFFORT,
        priority=priority(AT_STAKE[state], severity, EFFORT, SCALE),
        evidence=list(dict.fromkeys([f"{key}.due", left, *references(rationale)])),
        action_kind=RaisePriority.kind,
        action_args=args.model_dump(mode="json"),
        predicted=AgentPrediction(
            metric="of delay that ends" if state == "breached" else "to keep the promise in",
            fact=left,
            due=due,
        ),
        due_on=min(due, today + dt.timedelta(days=DUE_DAYS[severity])),
    )

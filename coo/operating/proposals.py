"""From findings to proposals: who should take what, and what should come first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from coo.actions import MOST_TASKS, RaisePriority, ReassignTasks
from coo.loads import Person
from coo.models import Task
from coo.models.task import TaskPriority, TaskStatus
from coo.operating.ground import Ground, person_key
from coo.operating.sentences import Said, overloaded
from kernel.core.actions import Action
from kernel.core.facts import FactBook, references
from kernel.decisions.agent_proposals import DUE_DAYS, AgentPrediction, AgentProposal
from kernel.statistics.ranking import Scale, priority

SCALE = Scale(severity=(0.1, 0.3, 0.6), impact=(0.1, 0.25, 0.5, 0.75))
SPARE = 1.0
NO_DUE = dt.datetime.max.replace(tzinfo=dt.UTC)


def proposals_of(ground: Ground, book: FactBook, said: Sequence[Said]) -> list[AgentProposal]:
    """Work for who is free, and stuck work first."""
    found = [_shared(ground, one) for one in ground.over]
    stuck = next((words for words in said if words.kind == "stuck"), None)
    return [one for one in (*found, _unstuck(ground, stuck)) if one is not None]


def _shared(ground: Ground, person: Person) -> AgentProposal | None:
    """Give what was not begun, the latest due first, to whoever of the team is free."""
    taker = _free_for(ground, person)
    if taker is None:
        return None
    tasks = _given(ground, person, taker)
    if not tasks:
        return None
    key, words = person_key(person.who), overloaded(person)
    args = ReassignTasks.Args(tasks=tuple(task.pk for task in tasks), assignee=taker.who)
    share = min(-person.free / person.capacity, 1.0) if person.capacity else 1.0
    return _proposal(
        ground,
        words,
        title=f"Give work of {person.who} to {taker.who}: {{fact:{key}.over}} too much",
        rationale=f"{words.text} {taker.who} has {{fact:{person_key(taker.who)}.free}} free.",
        share=share,
        effort=2,
        fact=f"{key}.over",
        metric="of overload that ends",
        action=ReassignTasks,
        args=args,
    )


def _free_for(ground: Ground, person: Person) -> Person | None:
    """Who has work of the same teams and the most free hours."""
    teams = {task.team for task in ground.ahead.tasks_of(person.who)} - {""}
    mates = [
        one
        for one in ground.ahead.people
        if one.who != person.who
        and one.capacity is not None
        and one.free > SPARE
        and one.who not in teams
        and teams & {task.team for task in ground.ahead.tasks_of(one.who)}
    ]
    return max(mates, key=lambda one: (one.free, one.who), default=None)


def _given(ground: Ground, person: Person, taker: Person) -> list[Task]:
    """Tasks not begun, the latest due first, as long as the one is over and the other free."""
    over, free = -person.free, taker.free
    found: list[Task] = []
    waiting = [one for one in ground.ahead.tasks_of(person.who) if one.status == TaskStatus.TODO]
    for task in sorted(waiting, key=lambda one: (one.due_at or NO_DUE, str(one.pk)), reverse=True):
        hours = float(task.estimate_hours or 0)
        if 0 < hours <= free and over > 0 and len(found) < MOST_TASKS:
            found.append(task)
            over, free = over - hours, free - hours
    return found


def _unstuck(ground: Ground, said: Said | None) -> AgentProposal | None:
    ids = {one.key for one in ground.stuck}
    tasks = [task for task in ground.ahead.tasks if str(task.pk) in ids]
    tasks = [one for one in tasks if one.priority not in (TaskPriority.HIGH, TaskPriority.URGENT)]
    if said is None or not tasks:
        return None
    args = RaisePriority.Args(
        tasks=tuple(UUID(str(one.pk)) for one in tasks[:MOST_TASKS]), priority=TaskPriority.HIGH
    )
    return _proposal(
        ground,
        said,
        title="Finish what has been in work for {fact:stuck.hours}",
        rationale=said.text,
        share=0.1,
        effort=2,
        fact="stuck.hours",
        metric="in work that end",
        action=RaisePriority,
        args=args,
    )


def _proposal(
    ground: Ground,
    said: Said,
    *,
    title: str,
    rationale: str,
    share: float,
    effort: int,
    fact: str,
    metric: str,
    action: type[Action],
    args: Any,
) -> AgentProposal:
    today = ground.asked.today
    return AgentProposal(
        kind=said.kind,
        subject=said.subject[:200],
        title=title,
        rationale=rationale,
        severity=said.severity,
        impact=None,
        currency="",
        effort=effort,
        priority=priority(share, said.severity, effort, SCALE),
        evidence=list(dict.fromkeys([fact, *references(f"{title} {rationale}")])),
        action_kind=action.kind,
        action_args=args.model_dump(mode="json"),
        predicted=AgentPrediction(metric=metric, fact=fact, due=ground.ahead.weeks[-1].last),
        due_on=today + dt.timedelta(days=DUE_DAYS[said.severity]),
    )

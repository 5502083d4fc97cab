"""Tasks by status: what waits, what is in work, what stands still, what was just finished."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from coo import promises
from coo.analysis.items import HOUR
from coo.dashboard import Now
from coo.durations import hours_words
from coo.models import Setting, Task
from coo.models.task import OPEN, TaskPriority, TaskStatus
from kernel.formats import Notation
from kernel.resources import addresses

SHOWN = 6
DONE_DAYS = 7
MOST_RANKED = 5000
"""So many of the oldest open tasks of a column are ranked."""
NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)
COLUMNS = (TaskStatus.TODO, TaskStatus.DOING, TaskStatus.BLOCKED, TaskStatus.DONE)
EMPTY = {
    TaskStatus.TODO: "Nothing waits to be begun.",
    TaskStatus.DOING: "Nothing is in work.",
    TaskStatus.BLOCKED: "Nothing stands still.",
    TaskStatus.DONE: "Nothing was finished this week.",
}
MOVES = {
    TaskStatus.TODO: ((TaskStatus.DOING, "Start", "play"),),
    TaskStatus.DOING: (
        (TaskStatus.DONE, "Done", "check"),
        (TaskStatus.BLOCKED, "Block", "circle-slash"),
        (TaskStatus.TODO, "Put back", "undo-2"),
    ),
    TaskStatus.BLOCKED: ((TaskStatus.DOING, "Go on", "play"),),
    TaskStatus.DONE: ((TaskStatus.DOING, "Reopen", "rotate-ccw"),),
}
FIRST = (TaskPriority.URGENT, TaskPriority.HIGH, TaskPriority.NORMAL, TaskPriority.LOW)
BOARD_FILTERS = frozenset({"team", "assignee", "priority", "process", "step"})
"""Filters that narrow the board too; with any other one the list stands alone."""


@dataclass(frozen=True)
class Shown:
    """How cards are written: the moment, the hours worked, what is promised, and who looks."""

    now: Now
    notes: Notation
    back: str
    may_write: bool
    own: Setting

    def due(self, task: Task) -> dt.datetime | None:
        """When a task is due; None where nothing was promised."""
        return promises.task_due(task, self.own, self.now.hours)


def page(rows: QuerySet[Any], shown: Shown, chosen: Mapping[str, str]) -> dict[str, Any]:
    """The board of these tasks, and how many of them stand in each status."""
    counts = dict(
        rows.order_by().values_list("status").annotate(n=Count("pk")).values_list("status", "n")
    )
    return {
        "board": {
            "label": "Tasks by status",
            "may_move": shown.may_write,
            "columns": [_column(status, rows, counts, shown, chosen) for status in COLUMNS],
        },
        "open": sum(counts.get(status, 0) for status in OPEN),
        "in_work": counts.get(TaskStatus.DOING, 0) + counts.get(TaskStatus.BLOCKED, 0),
        "blocked": counts.get(TaskStatus.BLOCKED, 0),
        "waiting": counts.get(TaskStatus.TODO, 0),
    }


def lede(found: Mapping[str, Any], limit: int | None, notes: Notation) -> str:
    """How much is open, in work and blocked, and whether that is more than allowed."""
    if not found["open"]:
        return "No task is open."
    said = f"{notes.count(found['open'], 'task')} open, {notes.number(found['in_work'])} in work"
    if found["blocked"]:
        said += f", {notes.number(found['blocked'])} of them blocked"
    if limit is not None and found["in_work"] > limit:
        return f"{said}. You allow {notes.number(limit)} in work at once: finish before you begin."
    return f"{said}."


def _column(
    status: TaskStatus,
    rows: QuerySet[Any],
    counts: Mapping[str, int],
    shown: Shown,
    chosen: Mapping[str, str],
) -> dict[str, Any]:
    mine, further = rows.filter(status=status), {"status": str(status)}
    count, more = counts.get(status, 0), ""
    if status == TaskStatus.DONE:
        since = shown.now.at - dt.timedelta(days=DONE_DAYS)
        mine = mine.filter(finished_at__gte=since)
        count, more = mine.count(), "Everything done"
        cards = list(mine.order_by("-finished_at", "-pk").select_related("process")[:SHOWN])
    else:
        cards = _most_urgent(mine, shown)
    rest = count - len(cards)
    url = addresses.with_query(addresses.list_path(Task), [*chosen.items(), *further.items()])
    label = more or f"{shown.notes.number(rest)} more"
    return {
        "value": str(status),
        "title": "Done in a week" if status == TaskStatus.DONE else status.label,
        "count": shown.notes.number(count),
        "empty": EMPTY[status],
        "cards": [_card(row, status, shown) for row in cards],
        "more": {"label": label, "url": url} if rest > 0 or more else None,
    }


def _most_urgent(rows: QuerySet[Any], shown: Shown) -> list[Any]:
    """By what was promised of the task or its process, then by priority, then by age."""
    oldest = rows.order_by("opened_at", "pk")[:MOST_RANKED]
    due = promises.due_times(oldest, shown.own, shown.now.hours)
    rank = {pk: FIRST.index(priority) for pk, priority in oldest.values_list("pk", "priority")}
    first = sorted(due, key=lambda pk: (due[pk] is None, due[pk] or NEVER, rank[pk]))[:SHOWN]
    found = Task.objects.filter(pk__in=first).select_related("process__workflow")
    return sorted(found.defer("process__workflow__steps"), key=lambda row: first.index(row.pk))


def _card(row: Any, status: TaskStatus, shown: Shown) -> dict[str, Any]:
    due = shown.due(row) if status != TaskStatus.DONE else None
    acts: Sequence[dict[str, str]] = ()
    if shown.may_write:
        acts = [
            {"value": str(to), "label": label, "icon": icon} for to, label, icon in MOVES[status]
        ]
    return {
        "title": row.title,
        "url": addresses.row_path(Task, row.pk),
        "sub": " · ".join(part for part in (row.key, _process(row)) if part),
        "badges": _badges(row, due, status, shown),
        "foot": _foot(row, due, status, shown),
        "act_url": addresses.row_path(Task, row.pk, "fields/status"),
        "act_name": "status",
        "acts": acts,
        "hidden": [
            {"name": "seen", "value": row.updated_at.isoformat()},
            {"name": "next", "value": shown.back},
        ],
    }


def _process(row: Any) -> str:
    """The process of a task whose title does not name it."""
    name = str(row.process or "")
    return "" if name in row.title else name


def _badges(
    row: Any, due: dt.datetime | None, status: TaskStatus, shown: Shown
) -> list[dict[str, str]]:
    badges = []
    if status != TaskStatus.DONE and due is not None:
        left = shown.now.hours.between(shown.now.at, due) / HOUR
        if due <= shown.now.at:
            badges.append({"text": "past its time", "tone": "bad", "icon": "triangle-alert"})
        elif left <= float(shown.own.sla_warning_hours):
            badges.append({"text": "nearly up", "tone": "warn", "icon": "hourglass"})
    if row.priority in (TaskPriority.URGENT, TaskPriority.HIGH):
        badges.append({"text": row.get_priority_display().lower(), "tone": "line", "icon": "flag"})
    return badges


def _foot(row: Any, due: dt.datetime | None, status: TaskStatus, shown: Shown) -> str:
    who = row.assignee or row.team or "nobody"
    if status == TaskStatus.DONE:
        begun = row.started_at or row.opened_at
        took = shown.now.hours.between(begun, row.finished_at)
        return f"{who}, took {hours_words(took, shown.notes)}"
    if due is None:
        return f"{who}, no due time"
    left = shown.now.hours.between(shown.now.at, due)
    if due <= shown.now.at:
        return f"{who}, {hours_words(-left, shown.notes)} over"
    return f"{who}, {hours_words(left, shown.notes)} left"

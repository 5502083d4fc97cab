"""Where a task's time went, for its page: by status, in working hours and by the calendar."""

from __future__ import annotations

from typing import Any

from coo import selectors
from coo.analysis import status_times
from coo.analysis.items import HOUR
from coo.dashboard import Now
from coo.durations import hours_words
from coo.models import Task
from coo.models.task import CLOSED, OPEN, TaskStatus
from coo.promises import task_due
from kernel.formats import Notation
from kernel.screens import charts


def page(row: Task, now: Now, notes: Notation) -> dict[str, Any]:
    """A line for each status that the task has been in, and what is left of its promise."""
    changes = list(row.transitions.order_by("position").values_list("at", "to_status"))
    until = row.finished_at or max(now.at, changes[-1][0] if changes else now.at)
    found = [one for one in status_times(changes, until, now.hours) if one.status not in CLOSED]
    whole = sum(one.hours for one in found)
    return {
        "stays": [
            {
                "label": TaskStatus(one.status).label,
                "hours": hours_words(one.hours * HOUR, notes),
                "days": f"{notes.number(one.days, 1)} days",
                "times": notes.count(one.stays, "time"),
                "meter": charts.meter(
                    one.hours, whole, f"{notes.percent(one.hours / whole, 0)} of its time", nearly=2
                )
                if whole
                else "",
            }
            for one in found
        ],
        "whole": hours_words(whole * HOUR, notes),
    }


def lede(row: Task, now: Now, notes: Notation) -> str:
    """What is left of its promise, or how long it took."""
    if row.status not in OPEN:
        begun = row.started_at or row.opened_at
        took = now.hours.between(begun, row.finished_at or begun)
        return f"{row.get_status_display()}, {hours_words(took, notes)} after it was begun."
    due = task_due(row, selectors.settings(), now.hours)
    if due is None:
        return ""
    left = now.hours.between(now.at, due)
    words = hours_words(left, notes)
    when = notes.moment(due)
    if due <= now.at:
        return f"It was due {when}, {words} ago."
    return f"{words} are left until {when}."

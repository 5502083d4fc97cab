"""Reading a week, inside a read scope."""

from __future__ import annotations

from coo import promises, selectors
from coo.models import Process, Recommendation, Task
from coo.overview import overview
from coo.weekly.contracts import WeeklyReportInput
from coo.weekly.week import Week, period_of_week
from kernel.core.contracts import Need, RunContext
from kernel.core.windows import Window
from kernel.decisions.quoting import applied_in, proposed
from kernel.decisions.recommendation import waiting_in

MOST = 3


def read(ctx: RunContext, payload: WeeklyReportInput) -> Week | list[Need]:
    """The asked week, or the last that is over; needs where it is not over or nothing was there."""
    first = ctx.workspace.first_weekday
    current = Window.week_of(ctx.today, first)
    window = Window.week_of(payload.week, first) if payload.week else current.preceding(7)
    if window.last >= ctx.today:
        why = "Its last days are still to come."
        return [Need(what="A week that is over", why=why, question="Which week is meant?")]
    hours = ctx.workspace.work_hours()
    found = overview(period_of_week(window), ctx.now, hours)
    if not found.fact("now", "finished"):
        return [_nothing()]
    newest = window.last == current.preceding(7).last
    return Week(
        window,
        found,
        standing=promises.standings(ctx.now, hours) if newest else (),
        waiting=proposed(waiting_in(Recommendation)[:MOST]),
        applied=proposed(applied_in(Recommendation, window, ctx.workspace.timezone)[:MOST]),
        limit=selectors.settings().wip_limit,
    )


def _nothing() -> Need:
    if Task.objects.exists() or Process.objects.exists():
        why = "No task was here yet in that week."
        return Need(what="Work of that week", why=why, question="Will you import older tasks?",
                    rows="coo/tasks")  # fmt: skip
    return Need(
        what="A list of tasks",
        why="There is no work to report.",
        question="Will you import tasks, as a table or as an export of Jira, Asana or Trello?",
        rows="coo/tasks",
    )

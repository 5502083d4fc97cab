"""Reading a week, inside a read scope."""

from __future__ import annotations

from cmo import selectors
from cmo.analysis.finding import Horizon
from cmo.models import Recommendation
from cmo.optimization.reading import read as read_rows
from cmo.weekly.contracts import WeeklySummaryInput
from cmo.weekly.week import Week
from kernel.core.contracts import Need, RunContext
from kernel.core.windows import Window
from kernel.decisions import weeks

KINDS = ("broken_tracking", "spend_spike", "drop", "leak")
QUESTION = "Will you import the days of that week?"


def read(ctx: RunContext, payload: WeeklySummaryInput) -> Week | list[Need]:
    """The asked week, or the last that is over; needs where it has no rows, or is not over."""
    first = ctx.workspace.first_weekday
    current = Window.week_of(ctx.today, first)
    window = Window.week_of(payload.week, first) if payload.week else current.preceding(7)
    if window.last >= ctx.today:
        why = "Its last days are still to come."
        return [Need(what="A week that is over", why=why, question="Which week is meant?")]
    found = read_rows(Horizon(window.last, anomaly_days=7), only=KINDS)
    if isinstance(found, list):
        return found
    if not len(found.metrics.within(window)):
        why = "No channel has a row in it."
        what = "Daily metrics of that week"
        return [Need(what=what, why=why, question=QUESTION, rows="cmo/metrics-snapshots")]
    late = [one for one in selectors.reaches(ctx.today) if one.last < window.last]
    return Week(
        window,
        found,
        str(ctx.workspace.currency),
        waiting=weeks.waiting(Recommendation),
        applied=weeks.applied(Recommendation, window, ctx.workspace.timezone),
        late=tuple(late),
    )

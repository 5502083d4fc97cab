"""What one weekly report looks at: a week, the weeks before it, and what was decided and waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from coo.analysis import control_chart
from coo.analysis.control import ControlChart
from coo.overview import Overview
from coo.promises import Standing
from kernel.core.facts import Fact, Unit
from kernel.core.windows import Window
from kernel.decisions.quoting import Proposed
from kernel.screens.periods import Period
from kernel.statistics.values import NotEnoughDataError

PAST_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a week: how it is called, whether more of it is better, and its kept name."""

    name: str
    label: str
    better: str
    metric: str
    unit: Unit


FIGURES = (
    Figure("finished", "Tasks finished", "up", "throughput", "count"),
    Figure("opened", "Tasks asked for", "", "arrivals", "count"),
    Figure("cycle", "Cycle time", "down", "cycle_time", "hours"),
    Figure("in_work", "Tasks in work at the end", "", "in_work", "count"),
    Figure("open", "Open tasks at the end", "down", "open_tasks", "count"),
    Figure("kept", "Promises kept", "up", "promises_kept", "fraction"),
    Figure("broken", "Promises broken", "", "sla_breaches", "count"),
)
JUDGED = ("finished", "cycle", "open")
"""Figures that every week has; the others are too often missing or nothing."""


def period_of_week(window: Window) -> Period:
    """A week, the one before, and as many before them as say what is usual."""
    weeks = [window]
    while len(weeks) <= PAST_WEEKS:
        weeks.insert(0, weeks[0].preceding(7))
    return Period("week", "before", window, weeks[-2], tuple(weeks), by_month=False)


@dataclass(frozen=True)
class Week:
    """A week's figures; `standing` are the promises that are open now, for the last week only."""

    window: Window
    found: Overview
    standing: tuple[Standing, ...] = ()
    waiting: tuple[Proposed, ...] = ()
    applied: tuple[Proposed, ...] = ()
    limit: int | None = None

    @property
    def risky(self) -> tuple[Standing, ...]:
        return tuple(one for one in self.standing if one.at_risk)

    def now(self, name: str) -> Fact | None:
        return self.found.fact("now", name)

    def before(self, name: str) -> Fact | None:
        return self.found.fact("earlier", name)

    @cached_property
    def charts(self) -> Mapping[str, ControlChart]:
        """Control charts of the weeks up to this one, where enough are known.

        The first week that has a task may be a part of one and is left out.
        """
        charts = {}
        for name in JUDGED:
            known = [value for value in self.found.spark(name) if value is not None]
            whole = known if len(known) == len(self.found.period.spark) else known[1:]
            try:
                charts[name] = control_chart(whole)
            except NotEnoughDataError:
                continue
        return charts

    def moved(self, name: str) -> int | None:
        """1 or -1 where this week lies beyond what chance does; 0 within; None where unknown."""
        chart = self.charts.get(name)
        now = self.now(name)
        if chart is None or now is None or not isinstance(now.value, int | float):
            return None
        if now.value > chart.upper:
            return 1
        return -1 if now.value < chart.lower else 0

"""The analyses that grow with what a company has: at one, ten and a hundred times the demo.

Pure functions on rows that stand ready; each is measured once a size, and answers are not kept.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

FACTORS = (1, 10, 100)
SEED = 20260101
DAY = dt.date(2026, 1, 5)

Work = Callable[[], object]
Case = tuple[int, Work]
"""How many things there are, and what is done with them."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds by size of one analysis; ``noun`` is what the sizes count."""

    name: str
    noun: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]


def measured(factors: Sequence[int] = FACTORS) -> list[Growth]:
    """Each analysis at each factor, the smallest first."""
    return [_grown(name, noun, case, factors) for name, noun, case in CASES]


def _grown(name: str, noun: str, case: Callable[[int], Case], factors: Sequence[int]) -> Growth:
    sizes, seconds = [], []
    case(1)[1]()  # what is imported at the first call is not measured
    for factor in factors:
        size, work = case(factor)
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
        sizes.append(size)
    return Growth(name, noun, tuple(sizes), tuple(seconds))


def _mining(factor: int) -> Case:
    """A log's map, ways, what is done again, and where cases wait."""
    from coo.analysis import bottleneck, directly_follows, rework, variants
    from coo.analysis.events import EventLog, passages
    from coo.demo import build

    events = build(SEED).workspaces[0].events
    records = [
        (f"{one.process} {copy}", one.activity, one.at.timestamp(), None, one.lifecycle)
        for copy in range(factor)
        for one in events
    ]

    def work() -> object:
        steps = passages(EventLog.of(records))
        return [part(steps) for part in (directly_follows, variants, rework, bottleneck)]

    return len(records), work


def _workflow(factor: int) -> Case:
    """A workflow in which each step waits for the two before it."""
    from coo.analysis import critical_path
    from coo.analysis.schedules import TimedStep

    steps = [
        TimedStep(f"s{at}", 1.0 + at % 7, [f"s{at - back}" for back in (1, 2) if at >= back])
        for at in range(50 * factor)
    ]
    return len(steps), lambda: critical_path(steps)


def _delivery(factor: int) -> Case:
    """Ten thousand futures of so many open items, at the pace of two years."""
    from coo.analysis import finish_dates
    from kernel.core.workdays import WorkDays

    counts = [day % 9 for day in range(500)]
    items = 30 * factor
    return items, lambda: finish_dates(counts, items, DAY, WorkDays.of(range(1, 6)), longest=5_000)


def _experiment(factor: int) -> Case:
    """An experiment's effect, judged and followed over so many days."""
    from cro.analysis import judged, settled
    from cro.analysis.arms import Arm, Totals
    from cro.analysis.comparisons import Rules, Watched
    from cro.analysis.health import course_of
    from cro.analysis.judgement import Series
    from cro.analysis.results import DayTotals

    arms = (Arm("a", True, 0.5, Totals(0)), Arm("b", False, 0.5, Totals(0)))
    days = tuple(
        DayTotals(DAY + dt.timedelta(days=at), key, Totals(500, 150.0 + 5 * (key == "b")))
        for at in range(28 * factor)
        for key in ("a", "b")
    )
    series = Series(Watched("orders", "proportion", "up", "primary"), days)
    people = [(one.day, one.arm, one.totals.units) for one in days]
    rules = Rules("sequential", 0.05, len(days) * 500)
    course = course_of(people, DAY, days[-1].day, running=True, planned=rules.planned)

    def work() -> object:
        return judged(arms, [series], rules, course), settled(arms, series, "b", rules)

    return len(days) // 2, work


CASES: tuple[tuple[str, str, Callable[[int], Case]], ...] = (
    ("map, ways and waiting of an event log", "events", _mining),
    ("critical path of a workflow", "steps", _workflow),
    ("finish dates of open work", "items", _delivery),
    ("an experiment, judged and day by day", "days", _experiment),
)

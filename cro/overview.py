"""The figures of the dashboard: who comes, who reaches the end, and each step between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from cro.analysis import step_leaks
from cro.analysis.steps import EVERYBODY, StepRows
from cro.figures import both_columns, fact, step_rows
from cro.selectors import REFERENCE_DAYS, Steps
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook
from kernel.core.windows import Window
from kernel.screens.periods import Period
from kernel.statistics.proportions import rate_interval
from kernel.statistics.values import Interval, NotEnoughDataError

PAST_DAYS = 91
RATE = "kernel.statistics.rate_interval"


@dataclass(frozen=True, slots=True)
class StepNow:
    """A step in the period: who entered and went on, at which rate, and whether it leaks."""

    step: str
    entered: Fact
    advanced: Fact
    rate: Fact | None
    past: Fact | None
    leaks: bool


@dataclass
class Overview:
    """What a dashboard shows of the way: facts by key, the steps, and series for its charts."""

    period: Period
    rows: StepRows
    segments: Mapping[str, UUID]
    book: FactBook = field(default_factory=FactBook)
    steps: tuple[StepNow, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return self.rows.steps()

    def fact(self, prefix: str, name: str) -> Fact | None:
        """A figure of the period (`now`) or of the `earlier` one."""
        return self.book.get(f"way.{prefix}.{name}")

    def spark(self, name: str) -> list[float | None]:
        """Twelve periods of people, of outcomes, or of the rate between; None without a count."""
        return [self._of(window, name) for window in self.period.spark]

    def daily(self, window: Window) -> list[float | None]:
        """The part of those who come that reaches the end, day by day."""
        first, last = (self.rows.of_step(step).of_segment(EVERYBODY) for step in self.ends)
        came, done = first.daily(window)[0], last.daily(window)[1]
        return [float(b / a) if a else None for a, b in zip(came, done, strict=True)]

    @property
    def ends(self) -> tuple[str, str]:
        """The first step and the last."""
        return self.names[0], self.names[-1]

    def _of(self, window: Window, name: str) -> float | None:
        first, last = (self.rows.of_step(step).of_segment(EVERYBODY) for step in self.ends)
        came = float(first.within(window).entered.sum())
        done = float(last.within(window).advanced.sum())
        if not came:
            return None
        return {"came": came, "done": done, "rate": done / came}[name]


def overview(counts: Steps, period: Period) -> Overview:
    """The way in a period and the one before; no figure where nothing is counted."""
    found = Overview(period, counts.rows, counts.segments)
    if not len(counts.rows.of_segment(EVERYBODY).within(period.window)):
        return found
    _add_way(found, "now", period.window)
    if period.earlier is not None:
        _add_way(found, "earlier", period.earlier)
    leaking = {loss.step for loss in step_leaks(counts.rows, period.window, REFERENCE_DAYS)[0]}
    found.steps = tuple(
        one for step in found.names if (one := _step(found, step, step in leaking)) is not None
    )
    return found


def _add_way(found: Overview, prefix: str, window: Window) -> None:
    rows, (first, last) = found.rows, found.ends
    came = rows.evidence("entered", window, first, EVERYBODY)
    done = rows.evidence("advanced", window, last, EVERYBODY)
    if not came.count:
        return
    behind = (step_rows(came, found.segments), step_rows(done, found.segments))
    period = (window.first, window.last)
    found.book.add(
        fact(
            f"way.{prefix}.came", f"Came to {first}", came.total, "count",
            "People who entered the first step each day, added up.", "cro.figures.fact",
            rows=behind[:1], period=period,
        )
    )  # fmt: skip
    found.book.add(
        fact(
            f"way.{prefix}.done", f"Passed {last}", done.total, "count",
            "People who went on at the last step each day, added up.", "cro.figures.fact",
            rows=behind[1:], period=period,
        )
    )  # fmt: skip
    rate = _whole_rate(found, window)
    if rate is not None:
        found.book.add(
            fact(
                f"way.{prefix}.rate", "Reach the end", rate, "fraction",
                "Those who passed the last step, divided by those who came.", RATE,
                rows=(behind[1], behind[0]), period=period,
            )
        )  # fmt: skip


def _whole_rate(found: Overview, window: Window) -> Interval | None:
    first, last = (found.rows.of_step(step).of_segment(EVERYBODY) for step in found.ends)
    came, done = first.daily(window)[0], last.daily(window)[1]
    if (done > came).any():
        return None
    try:
        return rate_interval(done, came)
    except NotEnoughDataError:
        return None


def _step(found: Overview, step: str, leaks: bool) -> StepNow | None:
    window, rows = found.period.window, found.rows.of_step(step).of_segment(EVERYBODY)
    if not len(rows.within(window)):
        return None
    key = fact_key("step", step)
    behind = both_columns(found.rows, found.segments, window, step, EVERYBODY)
    period = (window.first, window.last)
    facts = [
        fact(
            f"{key}.{name}", f"{label}, {step}", int(shown.total), "count",
            "Each day's people, added up.", "cro.figures.fact", rows=(shown,), period=period,
        )
        for name, label, shown in zip(
            ("advanced", "entered"), ("Went on", "Entered"), behind, strict=True
        )
    ]  # fmt: skip
    rates: list[Fact | None] = []
    for name, label, span in (
        ("rate", "Goes on", window), ("past", "Went on before", window.preceding(PAST_DAYS))
    ):  # fmt: skip
        entered, advanced = rows.daily(span)
        try:
            value = rate_interval(advanced, entered)
        except NotEnoughDataError:
            rates.append(None)
            continue
        rates.append(
            fact(
                f"{key}.{name}", f"{label}, {step}", value, "fraction",
                "Those who went on, divided by those who entered.", RATE,
                rows=both_columns(found.rows, found.segments, span, step, EVERYBODY),
                period=(span.first, span.last),
            )
        )  # fmt: skip
    for one in (*facts, *rates):
        if one is not None:
            found.book.add(one)
    return StepNow(step, facts[1], facts[0], rates[0], rates[1], leaks)

"""What the architect looks at: the goal, the funnels, their counts, and the channels' metrics."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from cmo.analysis import stage_leaks
from cmo.analysis.channels import ChannelFigures, channel_figures
from cmo.analysis.funnel import Leak
from cmo.analysis.rows import FunnelRows, MetricRows, Stage
from cmo.selectors import FunnelStages
from kernel.core.windows import Window
from kernel.statistics import rate_interval
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError

LEAK_DAYS, LEAK_REFERENCE = 28, 182
STEPS = (
    ("impressions", "clicks", "Impression to click", "awareness"),
    ("clicks", "sessions", "Click to visit", "consideration"),
    ("sessions", "conversions", "Visit to order", "conversion"),
)
UNCOUNTED = (
    ("Visit to interest", "awareness"),
    ("Interest to offer", "consideration"),
    ("Offer to order", "conversion"),
    ("Order to next order", "retention"),
)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached a month: money in minor units, or orders; from where it comes."""

    revenue: float | None
    orders: float | None
    source: str
    plan_id: UUID | None = None
    plan: str = ""


@dataclass(frozen=True, slots=True)
class StoredStage:
    """A stage as it is stored, with what a person has set on it."""

    stage: Stage
    kind: str
    volume: int | None


@dataclass(frozen=True, slots=True)
class Drafted:
    """A step of a funnel to be drafted: two columns of the metrics, or none that are counted."""

    name: str
    kind: str
    columns: tuple[str, str] | None
    rate: Interval | None


@dataclass(frozen=True)
class Ground:
    """Rows and names, of one currency. `drafts` says that the run lays out a funnel itself."""

    currency: str
    goal: Goal
    metrics: MetricRows
    counts: FunnelRows
    funnels: tuple[FunnelStages, ...]
    stored: dict[str, StoredStage]
    window: Window
    drafts: bool
    own_name: str
    brand: str
    offer: str

    @cached_property
    def figures(self) -> ChannelFigures | None:
        """All channels together in the window; None without a row."""
        try:
            return channel_figures(self.metrics, self.window)[0]
        except NotEnoughDataError:
            return None

    @property
    def order_value(self) -> float | None:
        """What an order brings, in minor units."""
        all_ = self.figures
        if all_ is None or not all_.revenue or not all_.conversions:
            return None
        return all_.revenue / all_.conversions

    @cached_property
    def leaks(self) -> dict[str, Leak]:
        """The leaking stages of the funnels, by the stage's key."""
        stages = tuple(stage for funnel in self.funnels for stage in funnel.stages)
        last = self.counts.last_day(self.window.last)
        if not stages or last is None:
            return {}
        found, _ = stage_leaks(self.counts, stages, Window.ending(last, LEAK_DAYS), LEAK_REFERENCE)
        return {leak.stage.key: leak for leak in found}

    def counted_window(self) -> Window:
        """The days of the window up to the last that has a count."""
        last = self.counts.last_day(self.window.last)
        return self.window if last is None else Window.ending(last, self.window.days)

    def rate(self, stage: str) -> Interval | None:
        """A stage's observed rate; None without people in it."""
        entered, advanced = self.counts.of_stage(stage).daily(self.counted_window())
        try:
            return rate_interval(advanced, entered)
        except NotEnoughDataError:
            return None

    @cached_property
    def steps(self) -> tuple[Drafted, ...]:
        """The steps of a drafted funnel: those that the metrics count, up to the order.

        Where they count none, the usual way of a customer, to be counted first.
        """
        steps: list[Drafted] = []
        for above, below, name, kind in reversed(STEPS):
            rate = self._metric_rate(below, above)
            if rate is None:
                break
            steps.append(Drafted(name, kind, (above, below), rate))
        if steps:
            return tuple(reversed(steps))
        return tuple(Drafted(name, kind, None, None) for name, kind in UNCOUNTED)

    def _metric_rate(self, below: str, above: str) -> Interval | None:
        part, whole = self.metrics.counted().daily_pair(below, above, self.window)
        try:
            return rate_interval(part, whole)
        except (NotEnoughDataError, AnalysisError):
            return None

    def own_words(self) -> list[str]:
        """Names that text may quote."""
        words = [self.brand, self.offer, self.goal.plan, self.own_name]
        for funnel in self.funnels:
            words += [funnel.name, *(stage.name for stage in funnel.stages)]
        words += [step.name for step in self.steps]
        return [word for word in words if word]

"""What a plan is made from: the workspace's rows, its calendar, and what was asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from cmo.analysis import stage_leaks
from cmo.analysis.channels import ChannelFigures, channel_figures
from cmo.analysis.funnel import Leak
from cmo.analysis.response import ResponseCurve
from cmo.analysis.rows import FunnelRows, MetricRows
from cmo.models.columns import channel_label
from cmo.selectors import FunnelStages
from cmo.strategy.contracts import BASELINE_DAYS, Metric
from cmo.strategy.fitting import Responses
from kernel.core.windows import Window
from kernel.core.workdays import WorkDays
from kernel.statistics.values import Shortfall

LEAK_DAYS, LEAK_REFERENCE = 28, 182
OUTCOMES: dict[Metric, str] = {
    "revenue": "revenue",
    "roas": "revenue",
    "conversions": "conversions",
    "cac": "conversions",
    "sessions": "sessions",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What to plan for. Money in minor units of `currency`; None is left to the default rule."""

    name: str
    start: dt.date
    end: dt.date
    metric: Metric
    target: float | None
    budget: int | None
    currency: str
    swing: float

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class PlannedCampaign:
    """A campaign that runs, or is to run, at some day of the plan."""

    id: UUID
    name: str
    status: str
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Known:
    """The workspace's own names for what the plan is about; empty where there is none."""

    brand: str
    segment: str = ""
    offer: str = ""
    active_plan: str = ""
    kept: str = ""
    touchpoints: bool = False


@dataclass(frozen=True)
class Ground:
    """Rows of up to two years, of one currency, with the names and days that a plan needs."""

    asked: Asked
    known: Known
    metrics: MetricRows
    counts: FunnelRows
    funnels: tuple[FunnelStages, ...]
    campaigns: tuple[PlannedCampaign, ...]
    work: WorkDays
    last: dt.date

    @property
    def window(self) -> Window:
        """The days that the baseline comes from: none before the first that has rows."""
        whole = Window.ending(self.last, BASELINE_DAYS)
        known = self.metrics.within(whole).counted().date
        return Window(known.min().item(), self.last) if known.size else whole

    def over_the_plan(self, amount: float) -> float:
        """A sum of the baseline's days carried over the plan's days."""
        return amount * self.asked.days / self.window.days

    @property
    def outcome(self) -> str:
        """The column that spend is to bring."""
        return OUTCOMES[self.asked.metric]

    @cached_property
    def figures(self) -> tuple[ChannelFigures, ...]:
        """All channels together first, then each, in the baseline's days."""
        return channel_figures(self.metrics, self.window)

    @cached_property
    def spent(self) -> dict[str, int]:
        """What each paid channel cost in the baseline's days, by name."""
        each = self.figures[1:]
        return {one.channel: one.cost for one in each if one.cost}

    @cached_property
    def responses(self) -> Responses:
        """What the paid channels' spend brings, by the rows."""
        return Responses(self.metrics, self.outcome, self.asked.currency, self.last, self.spent)

    @property
    def history(self) -> Window:
        """The days that curves are fitted to."""
        return self.responses.history

    @property
    def fits(self) -> dict[str, ResponseCurve | Shortfall]:
        """Each paid channel's curve, or why there is none."""
        return self.responses.fits

    @property
    def curves(self) -> dict[str, ResponseCurve]:
        """The channels whose answer to spend is known."""
        return {name: fit for name, fit in self.fits.items() if isinstance(fit, ResponseCurve)}

    @cached_property
    def leaks(self) -> tuple[Leak, ...]:
        """The stages of running funnels that let fewer people through."""
        stages = tuple(stage for funnel in self.funnels for stage in funnel.stages)
        last = self.counts.last_day(self.last)
        if not stages or last is None:
            return ()
        return stage_leaks(self.counts, stages, Window.ending(last, LEAK_DAYS), LEAK_REFERENCE)[0]

    def funnel_of(self, leak: Leak) -> str:
        """The name of a leak's funnel."""
        return next(one.name for one in self.funnels if str(one.id) == leak.stage.funnel)

    def own_words(self) -> list[str]:
        """Names of the workspace's own rows, which text may quote."""
        known = self.known
        words = [known.brand, known.segment, known.offer, known.active_plan, known.kept]
        words += [campaign.name for campaign in self.campaigns]
        for funnel in self.funnels:
            words += [funnel.name, *(stage.name for stage in funnel.stages)]
        for channel in self.metrics.channels():
            words += [channel, channel_label(channel)]
        return [word for word in words if word]

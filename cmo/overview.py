"""The figures of the dashboard: totals and channels of a period, its funnels, and their past."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from cmo.analysis import channel_figures, stage_leaks
from cmo.analysis.channels import ALL_CHANNELS, ChannelFigures
from cmo.analysis.finding import VERSION
from cmo.analysis.rows import FunnelRows, MetricRows, Stage
from cmo.figures import Part, channel_facts, interval_of, rows_of
from cmo.selectors import FunnelStages
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook, input_hash
from kernel.core.windows import Window
from kernel.screens.periods import Period
from kernel.statistics.proportions import rate_interval
from kernel.statistics.values import NotEnoughDataError

PAST_DAYS = 91
REFERENCE_DAYS = 182
ENDED_DAYS = 31


@dataclass
class Overview:
    """What a dashboard shows of one currency: facts by key, and series for its charts.

    `earlier_parts` are the stored rows of the earlier period: a channel that reaches less far is
    compared on the same days only. `late` maps those channels to their last day.
    """

    period: Period
    currency: str
    rows: MetricRows
    book: FactBook = field(default_factory=FactBook)
    now: tuple[ChannelFigures, ...] = ()
    earlier: tuple[ChannelFigures, ...] = ()
    late: dict[str, Window] = field(default_factory=dict)

    def fact(self, prefix: str, name: str, channel: str = "") -> Fact | None:
        """A figure of the period (`now`) or of the `earlier` one."""
        channels = (channel,) if channel else ()
        return self.book.get(fact_key(prefix, self.currency, *channels, name))

    def spark(self, column: str, below: str = "") -> list[float | None]:
        """Twelve periods of a column, or of its quotient by another; None where it is unknown."""
        whole = Window(self.period.spark[0].first, self.period.spark[-1].last)
        counted = self.rows.counted()
        top = counted.daily(column, whole)
        bottom = counted.daily(below, whole) if below else None
        values: list[float | None] = []
        for window in self.period.spark:
            at = slice((window.first - whole.first).days, (window.last - whole.first).days + 1)
            above = _sum(top[at])
            under = 1.0 if bottom is None else _sum(bottom[at])
            values.append(above / under if above is not None and under else None)
        return values

    def daily(self, column: str, window: Window) -> list[int | None]:
        """A column by day, None where no row has a value."""
        values = self.rows.counted().daily(column, window)
        return [int(value) if np.isfinite(value) else None for value in values]

    def left_out(self) -> list[Window]:
        """Stretches of the period whose days somebody left out of the figures."""
        window = self.period.window
        inside = self.rows.within(window)
        days = sorted({day.item() for day in inside.date[inside.excluded]})
        stretches: list[Window] = []
        for day in days:
            if stretches and day - stretches[-1].last <= timedelta(days=1):
                stretches[-1] = Window(stretches[-1].first, day)
            else:
                stretches.append(Window(day, day))
        return stretches


def overview(rows: MetricRows, period: Period, currency: str) -> Overview:
    """Totals and channels of a period; `rows` hold every day that the period's past needs."""
    own = rows.of_currency(currency)
    found = Overview(period, currency, own)
    found.late = _late(own, period.window)
    try:
        found.now = channel_figures(own, period.window)
    except NotEnoughDataError:
        return found
    for figures in found.now:
        _add(found.book, channel_facts(own, figures, "now"))
    if period.earlier is not None:
        _add_earlier(found, period.earlier)
    return found


def _add_earlier(found: Overview, earlier: Window) -> None:
    cuts = {
        channel: Window(earlier.first, earlier.first + (reach.last - reach.first))
        for channel, reach in found.late.items()
    }
    rows = _cut(found.rows, earlier, cuts)
    try:
        found.earlier = channel_figures(rows, earlier)
    except NotEnoughDataError:
        return
    on_time = tuple(name for name in rows.within(earlier).channels() if name not in cuts)
    together: list[Part] = [(earlier, on_time if cuts else ())]
    together += [(cut, (channel,)) for channel, cut in cuts.items()]
    for figures in found.earlier:
        parts = together
        if figures.channel != ALL_CHANNELS:
            parts = [(cuts.get(figures.channel, earlier), (figures.channel,))]
        _add(found.book, channel_facts(rows, figures, "earlier", parts))


def _late(rows: MetricRows, window: Window) -> dict[str, Window]:
    """Channels that reach less far than the period but had not ended before it."""
    late = {}
    for channel in rows.channels():
        last = rows.of_channels([channel]).last_day(window.last)
        started = last is not None and last >= window.first - timedelta(days=ENDED_DAYS)
        if last is not None and started and window.first <= last < window.last:
            late[channel] = Window(window.first, last)
    return late


def _cut(rows: MetricRows, earlier: Window, cuts: dict[str, Window]) -> MetricRows:
    keep = np.ones(len(rows), dtype=np.bool_)
    for channel, cut in cuts.items():
        own = rows.channel == channel
        beyond = (rows.date > np.datetime64(cut.last, "D")) & (
            rows.date <= np.datetime64(earlier.last, "D")
        )
        keep &= ~(own & beyond)
    return rows.where(keep)


def campaign_book(rows: MetricRows, window: Window, currency: str, campaign: str) -> FactBook:
    """The totals of one campaign in its currency; `rows` are the campaign's own."""
    book = FactBook()
    own = rows.of_currency(currency)
    try:
        whole = channel_figures(own, window)[0]
    except NotEnoughDataError:
        return book
    _add(book, channel_facts(own, whole, "campaign", campaign=campaign))
    return book


@dataclass(frozen=True, slots=True)
class StageNow:
    """A stage in a window: facts of who entered and who went on, of the rate and its past."""

    key: str
    name: str
    entered: Fact
    advanced: Fact
    rate: Fact | None
    past: Fact | None
    leaks: bool


@dataclass(frozen=True, slots=True)
class FunnelNow:
    """A funnel in a window."""

    funnel: FunnelStages
    window: Window
    stages: tuple[StageNow, ...]


def funnel_history(window: Window) -> Window:
    """The days that `funnel_now` looks at."""
    return Window(window.first - timedelta(days=REFERENCE_DAYS), window.last)


def funnel_now(
    rows: FunnelRows, funnel: FunnelStages, window: Window, book: FactBook
) -> FunnelNow | None:
    """A funnel's stages in a window, their facts put into `book`; None without a count."""
    leaking = {
        leak.stage.key for leak in stage_leaks(rows, funnel.stages, window, REFERENCE_DAYS)[0]
    }
    stages = []
    for stage in funnel.stages:
        own = rows.of_stage(stage.key)
        if not len(own.within(window)):
            continue
        key = fact_key("funnel", funnel.name, stage.name)
        rate = _rate(own, window, f"{key}.rate", stage.name, stage.key)
        past = _rate(own, window.preceding(PAST_DAYS), f"{key}.past", stage.name, stage.key)
        entered, advanced = (
            _people(rows, window, key, column, stage) for column in ("entered", "advanced")
        )
        _add(book, filter(None, (entered, advanced, rate, past)))
        leaks = stage.key in leaking
        stages.append(StageNow(stage.key, stage.name, entered, advanced, rate, past, leaks))
    return FunnelNow(funnel, window, tuple(stages)) if stages else None


def _people(rows: FunnelRows, window: Window, key: str, column: str, stage: Stage) -> Fact:
    evidence = rows.evidence(column, window, (stage.key,))
    word = {"entered": "Entered", "advanced": "Went on"}[column]
    return Fact(
        key=f"{key}.{column}",
        label=f"{word}, {stage.name}",
        value=evidence.total,
        unit="count",
        function="kernel.statistics.rate_change",
        version=VERSION,
        input_hash=input_hash(evidence.digest),
        formula=f"{word} at the stage each day, added up.",
        rows=(rows_of(evidence),),
        period=(window.first, window.last),
    )


def _rate(own: FunnelRows, window: Window, key: str, name: str, stage: str) -> Fact | None:
    entered, advanced = own.daily(window)
    try:
        interval = rate_interval(advanced, entered)
    except NotEnoughDataError:
        return None
    both = [own.evidence(column, window, (stage,)) for column in ("advanced", "entered")]
    return Fact(
        key=key,
        label=f"Went on, {name}",
        value=both[0].total / both[1].total,
        unit="fraction",
        function="kernel.statistics.rate_interval",
        version=VERSION,
        input_hash=input_hash(*(evidence.digest for evidence in both)),
        formula="Advanced divided by entered; Wilson interval, widened by how much days differ.",
        rows=tuple(map(rows_of, both)),
        interval=interval_of(interval),
        period=(window.first, window.last),
    )


def _add(book: FactBook, facts: Iterable[Fact]) -> None:
    for fact in facts:
        book.add(fact)


def _sum(values: NDArray[np.float64]) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.sum()) if known.size else None

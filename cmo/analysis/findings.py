"""Every question about a workspace's daily rows, asked at once; the answers in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from cmo.analysis.anomalies import daily_anomalies
from cmo.analysis.channels import ChannelChange, ChannelFigures, channel_changes, channel_figures
from cmo.analysis.finding import Analysis, Horizon, Reach
from cmo.analysis.from_anomalies import anomaly_finding
from cmo.analysis.from_channels import channel_findings, ratio_rows
from cmo.analysis.from_leaks import OrderValue, leak_finding
from cmo.analysis.funnel import stage_leaks
from cmo.analysis.rows import FunnelRows, MetricRows, Stage
from kernel.core.windows import Window
from kernel.statistics.ranking import ranked
from kernel.statistics.values import NotEnoughDataError, Shortfall


def analyse(
    metrics: MetricRows, counts: FunnelRows, stages: tuple[Stage, ...], horizon: Horizon
) -> Analysis:
    """Channels, anomalies and leaks of one workspace, with findings by priority.

    Rows after `horizon.as_of` are not looked at, and each source is judged up to its own last
    day. Sums are made for each currency by itself. Nothing is raised for missing data: what could
    not be asked is among `shortfalls`.
    """
    parts = [_of_currency(metrics.of_currency(code), horizon) for code in metrics.currencies()]
    now = tuple(figure for part in parts for figure in part.channels)
    parts.append(_of_funnels(counts, stages, horizon, _order_value(metrics, now)))
    if metrics.last_day(horizon.as_of) is None:
        parts.append(_short(Shortfall("workspace", "daily metrics", 0, 1)))
    findings = [finding for part in parts for finding in part.findings]
    order = ranked([(one.priority, one.share, one.subject) for one in findings])
    return Analysis(
        findings=tuple(findings[i] for i in order),
        channels=now,
        channels_before=tuple(figure for part in parts for figure in part.channels_before),
        reach=_reaches(metrics, counts, horizon.as_of),
        shortfalls=tuple(short for part in parts for short in part.shortfalls),
        answered=tuple(name for part in parts for name in part.answered),
    )


def _short(*shortfalls: Shortfall) -> Analysis:
    return Analysis((), (), (), (), shortfalls, ())


def _of_currency(rows: MetricRows, horizon: Horizon) -> Analysis:
    last = rows.last_day(horizon.as_of)
    if last is None:
        return _short()
    currency = rows.currencies()[0]
    now = Window.ending(last, horizon.channel_days)
    before = now.preceding(horizon.reference_days)
    try:
        figures = channel_figures(rows, now, horizon.level)
    except NotEnoughDataError as error:
        return _short(error.shortfall(currency))
    shortfalls = [short for figure in figures for short in figure.shortfalls]
    changes: tuple[ChannelChange, ...] = ()
    try:
        changes = channel_changes(rows, now, before, horizon.level)
    except NotEnoughDataError as error:
        shortfalls.append(error.shortfall(f"change of channels in {currency}"))
    history = _history(rows, last, horizon)
    report = Window.ending(last, horizon.anomaly_days)
    anomalies, short, tested = daily_anomalies(rows, history, report, horizon.alpha, horizon.level)
    shortfalls += short
    answered = [f"channels:{currency}"] if figures[0].roas_interval else []
    answered += [f"anomalies:{currency}"] if tested else []
    found = channel_findings(rows, figures, changes, before, horizon.alpha)
    return Analysis(
        findings=(*found, *(anomaly_finding(one, rows, currency, history) for one in anomalies)),
        channels=figures,
        channels_before=_figures_before(rows, now, horizon),
        reach=(),
        shortfalls=tuple(shortfalls),
        answered=tuple(answered),
    )


def _of_funnels(
    counts: FunnelRows,
    stages: tuple[Stage, ...],
    horizon: Horizon,
    order_value: OrderValue | None,
) -> Analysis:
    last = counts.last_day(horizon.as_of)
    if last is None:
        return _short(Shortfall("workspace", "daily funnel counts", 0, 1))
    now = Window.ending(last, horizon.leak_days)
    leaks, short = stage_leaks(
        counts, stages, now, horizon.reference_days, horizon.alpha, horizon.level
    )
    found = tuple(leak_finding(leak, counts, stages, order_value) for leak in leaks)
    answered = ("leaks",) if len(short) < len(stages) else ()
    return replace(_short(*short), findings=found, answered=answered)


def _figures_before(rows: MetricRows, now: Window, horizon: Horizon) -> tuple[ChannelFigures, ...]:
    try:
        return channel_figures(rows, now.preceding(now.days), horizon.level)
    except NotEnoughDataError:
        return ()


def _history(rows: MetricRows, last: date, horizon: Horizon) -> Window:
    first: date = rows.date.min().item()
    whole = Window.ending(last, horizon.history_days)
    return whole if first < whole.first else Window(first, last)


def _order_value(metrics: MetricRows, figures: tuple[ChannelFigures, ...]) -> OrderValue | None:
    """Revenue over conversions of all channels, where all of them are in one currency."""
    if len({figure.currency for figure in figures}) != 1:
        return None
    whole = figures[0]
    if not whole.revenue or not whole.conversions:
        return None
    rows = metrics.of_currency(whole.currency)
    behind = ratio_rows(rows, "revenue", "conversions", whole.window)
    return OrderValue(whole.currency, whole.revenue / whole.conversions, behind)


def _reaches(metrics: MetricRows, counts: FunnelRows, as_of: date) -> tuple[Reach, ...]:
    sources = [
        (f"metrics:{channel}", metrics.of_channels([channel]).date)
        for channel in metrics.channels()
    ]
    sources += [
        (f"funnel_counts:{stage}", counts.of_stage(stage).date)
        for stage in sorted(set(counts.stage.tolist()))
    ]
    reaches = (_reach(name, days, as_of) for name, days in sources)
    return tuple(reach for reach in reaches if reach is not None)


def _reach(source: str, days: NDArray[np.datetime64], as_of: date) -> Reach | None:
    seen = np.unique(days[days <= np.datetime64(as_of, "D")])
    if not seen.size:
        return None
    whole = np.arange(seen[0], seen[-1] + np.timedelta64(1, "D"))
    missing = tuple(day.item() for day in np.setdiff1d(whole, seen))
    last: date = seen[-1].item()
    return Reach(source, seen[0].item(), last, missing, (as_of - last).days)

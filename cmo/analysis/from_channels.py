"""Findings about channels that lose money, changed, or stand far apart."""

from __future__ import annotations

import math

from cmo.analysis.channels import ChannelChange, ChannelFigures
from cmo.analysis.finding import EFFORTS, MONTH_DAYS, SCALE, Finding, FindingKind
from cmo.analysis.rows import MetricRows
from kernel.core.windows import Window
from kernel.statistics.figures import Figure
from kernel.statistics.ranking import Severity, priority, severity_of
from kernel.statistics.rows import Evidence
from kernel.statistics.values import Interval

SHIFTED = 0.1


def channel_findings(
    rows: MetricRows,
    figures: tuple[ChannelFigures, ...],
    changes: tuple[ChannelChange, ...],
    before: Window,
    alpha: float,
) -> tuple[Finding, ...]:
    """The findings of one currency's channels.

    `figures` and `changes` are those of `rows`, `figures` with all channels together first.
    """
    whole, each = figures[0], {one.channel: one for one in figures[1:]}
    found = [
        _change(rows, each[change.channel], whole, change, before)
        for change in changes
        if change.p_value < alpha and not change.factor.covers(1.0)
    ]
    paid = [one for one in each.values() if one.paid and one.roas_interval is not None]
    found += [
        _loss(rows, one, whole)
        for one in paid
        if one.roas_interval and one.roas_interval.high < 1.0
    ]
    gap = _gap(rows, paid, whole)
    return (*found, gap) if gap else tuple(found)


def ratio_rows(
    rows: MetricRows, top: str, bottom: str, window: Window, channels: tuple[str, ...] = ()
) -> tuple[Evidence, ...]:
    """What a quotient of two totals was computed from: both columns of the same rows."""
    return tuple(rows.evidence(column, window, channels) for column in (top, bottom))


def _change(
    rows: MetricRows,
    own: ChannelFigures,
    whole: ChannelFigures,
    change: ChannelChange,
    before: Window,
) -> Finding:
    behind = tuple(
        evidence
        for channels in ((own.channel,), change.others)
        for window in (own.window, before)
        for evidence in ratio_rows(rows, "revenue", "cost", window, channels)
    )
    a_month = (own.revenue or 0) * MONTH_DAYS / own.window.days
    low, high = sorted((1.0 / change.factor.low - 1.0, 1.0 / change.factor.high - 1.0))
    missing = Interval(1.0 / change.factor.estimate - 1.0, low, high, change.factor.level)
    down = change.factor.estimate < 1.0
    impact = missing.times(a_month if down else -a_month)
    figures = (
        Figure.of("factor", change.factor, "ratio", "ratio_change", *behind),
        *_roas(rows, own),
        Figure("p_value", change.p_value, "fraction", "channel_changes", behind),
        Figure.of("revenue_month", impact, "money", "ratio_change", *behind),
    )
    kind: FindingKind = "channel_down" if down else "channel_up"
    share = _share_of_month(impact.low, whole)
    severity: Severity = severity_of(share, SCALE) if down else "low"
    return _finding(kind, (own.channel,), own, severity, share, impact, figures)


def _loss(rows: MetricRows, own: ChannelFigures, whole: ChannelFigures) -> Finding:
    behind = ratio_rows(rows, "revenue", "cost", own.window, (own.channel,))
    roas = own.roas_interval
    assert roas is not None
    cost = (own.cost or 0) * MONTH_DAYS / own.window.days
    impact = Interval(
        cost * (1 - roas.estimate), cost * (1 - roas.high), cost * (1 - roas.low), roas.level
    )
    figures = (
        *_roas(rows, own),
        Figure("cost", float(own.cost or 0), "money", "channel_figures", behind[1:]),
        Figure.of("lost_month", impact, "money", "ratio_interval", *behind),
    )
    share = _share_of_month(impact.low, whole)
    return _finding(
        "channel_loss", (own.channel,), own, severity_of(share, SCALE), share, impact, figures
    )


def _gap(rows: MetricRows, paid: list[ChannelFigures], whole: ChannelFigures) -> Finding | None:
    """The weakest and the strongest paid channel, where their intervals leave no doubt.

    What a tenth of the weak one's spend would bring more in the strong one, if the strong one
    kept its average return: an upper bound as long as returns diminish, hence never above low.
    Limits by square-and-add (Zou and Donner 2008, Statistics in Medicine 27).
    """
    known = [(one, one.roas_interval) for one in paid if one.roas_interval is not None]
    if len(known) < 2:
        return None
    weak, weak_roas = min(known, key=lambda pair: (pair[1].estimate, pair[0].channel))
    strong, strong_roas = max(known, key=lambda pair: (pair[1].estimate, pair[0].channel))
    if weak_roas.high >= strong_roas.low:
        return None
    amount = SHIFTED * (weak.cost or 0) * MONTH_DAYS / weak.window.days
    gap = strong_roas.estimate - weak_roas.estimate
    below = math.hypot(strong_roas.estimate - strong_roas.low, weak_roas.high - weak_roas.estimate)
    above = math.hypot(strong_roas.high - strong_roas.estimate, weak_roas.estimate - weak_roas.low)
    impact = Interval(gap, gap - below, gap + above, weak_roas.level).times(amount)
    low = ratio_rows(rows, "revenue", "cost", weak.window, (weak.channel,))
    high = ratio_rows(rows, "revenue", "cost", strong.window, (strong.channel,))
    figures = (
        Figure.of("weak_roas", weak_roas, "ratio", "ratio_interval", *low),
        Figure.of("strong_roas", strong_roas, "ratio", "ratio_interval", *high),
        Figure("shifted_month", amount, "money", "channel_figures", low[1:]),
        Figure.of("revenue_month", impact, "money", "ratio_interval", *low, *high),
    )
    share = _share_of_month(impact.low, whole)
    channels = (weak.channel, strong.channel)
    return _finding("channel_gap", channels, weak, "low", share, impact, figures)


def _roas(rows: MetricRows, own: ChannelFigures) -> tuple[Figure, ...]:
    if own.roas_interval is None:
        return ()
    behind = ratio_rows(rows, "revenue", "cost", own.window, (own.channel,))
    return (Figure.of("roas", own.roas_interval, "ratio", "ratio_interval", *behind),)


def _share_of_month(minor_a_month: float, whole: ChannelFigures) -> float:
    month = (whole.revenue or 0) * MONTH_DAYS / whole.window.days
    return min(1.0, max(0.0, minor_a_month / month)) if month else 1.0


def _finding(
    kind: FindingKind,
    channels: tuple[str, ...],
    own: ChannelFigures,
    severity: Severity,
    share: float,
    impact: Interval,
    figures: tuple[Figure, ...],
) -> Finding:
    return Finding(
        kind=kind,
        subject=f"{kind}:{own.currency}:{'>'.join(channels)}",
        window=own.window,
        channels=channels,
        stage=None,
        currency=own.currency,
        severity=severity,
        effort=EFFORTS[kind],
        share=share,
        priority=priority(share, severity, EFFORTS[kind], SCALE),
        impact=impact,
        ongoing=True,
        figures=figures,
    )

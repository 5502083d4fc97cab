"""Findings about channels that lose money, changed, or stand far apart."""

from __future__ import annotations

import math

from cmo.analysis.channels import ChannelChange, ChannelFigures
from cmo.analysis.finding import EFFORTS, METRICS_TABLE, MONTH_DAYS, Figure, Finding, FindingKind
from cmo.analysis.ranking import Severity, priority, severity_of
from cmo.analysis.rows import RowFilter, Window
from cmo.analysis.values import Interval

SHIFTED = 0.1


def channel_findings(
    figures: tuple[ChannelFigures, ...],
    changes: tuple[ChannelChange, ...],
    before: Window,
    alpha: float,
) -> tuple[Finding, ...]:
    """The findings of one currency's channels; `figures` has all channels together first."""
    whole, each = figures[0], {one.channel: one for one in figures[1:]}
    found = [
        _change(each[change.channel], whole, change, before)
        for change in changes
        if change.p_value < alpha and not change.factor.covers(1.0)
    ]
    paid = [one for one in each.values() if one.paid and one.roas_interval is not None]
    found += [
        _loss(one, whole) for one in paid if one.roas_interval and one.roas_interval.high < 1.0
    ]
    gap = _gap(paid, whole)
    return (*found, gap) if gap else tuple(found)


def channel_rows(figures: ChannelFigures, window: Window | None = None) -> RowFilter:
    """The rows that a channel's figures were computed from."""
    equals = (("channel", (figures.channel,)), ("currency", (figures.currency,)))
    return RowFilter(METRICS_TABLE, window or figures.window, equals)


def _change(
    own: ChannelFigures, whole: ChannelFigures, change: ChannelChange, before: Window
) -> Finding:
    currency = (("currency", (own.currency,)),)
    rows = (
        channel_rows(own),
        channel_rows(own, before),
        RowFilter(METRICS_TABLE, own.window, currency),
        RowFilter(METRICS_TABLE, before, currency),
    )
    a_month = (own.revenue or 0) * MONTH_DAYS / own.window.days
    low, high = sorted((1.0 / change.factor.low - 1.0, 1.0 / change.factor.high - 1.0))
    missing = Interval(1.0 / change.factor.estimate - 1.0, low, high, change.factor.level)
    down = change.factor.estimate < 1.0
    impact = missing.times(a_month if down else -a_month)
    figures = (
        Figure.of("factor", change.factor, "ratio", "ratio_change", *rows),
        *_roas(own),
        Figure("p_value", change.p_value, "probability", "channel_changes", rows),
        Figure.of("revenue_month", impact, "minor", "ratio_change", *rows),
    )
    kind: FindingKind = "channel_down" if down else "channel_up"
    share = _share_of_month(impact.low, whole)
    severity: Severity = severity_of(share) if down else "low"
    return _finding(kind, (own.channel,), own, severity, share, impact, figures)


def _loss(own: ChannelFigures, whole: ChannelFigures) -> Finding:
    roas = own.roas_interval
    assert roas is not None
    cost = (own.cost or 0) * MONTH_DAYS / own.window.days
    impact = Interval(
        cost * (1 - roas.estimate), cost * (1 - roas.high), cost * (1 - roas.low), roas.level
    )
    figures = (
        *_roas(own),
        Figure("cost", float(own.cost or 0), "minor", "channel_figures", (channel_rows(own),)),
        Figure.of("lost_month", impact, "minor", "ratio_interval", channel_rows(own)),
    )
    share = _share_of_month(impact.low, whole)
    return _finding("channel_loss", (own.channel,), own, severity_of(share), share, impact, figures)


def _gap(paid: list[ChannelFigures], whole: ChannelFigures) -> Finding | None:
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
    both = (channel_rows(weak), channel_rows(strong))
    figures = (
        Figure.of("weak_roas", weak_roas, "ratio", "ratio_interval", both[0]),
        Figure.of("strong_roas", strong_roas, "ratio", "ratio_interval", both[1]),
        Figure("shifted_month", amount, "minor", "channel_figures", both[:1]),
        Figure.of("revenue_month", impact, "minor", "ratio_interval", *both),
    )
    share = _share_of_month(impact.low, whole)
    channels = (weak.channel, strong.channel)
    return _finding("channel_gap", channels, weak, "low", share, impact, figures)


def _roas(own: ChannelFigures) -> tuple[Figure, ...]:
    if own.roas_interval is None:
        return ()
    return (Figure.of("roas", own.roas_interval, "ratio", "ratio_interval", channel_rows(own)),)


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
        priority=priority(share, severity, EFFORTS[kind]),
        impact=impact,
        ongoing=True,
        figures=figures,
    )

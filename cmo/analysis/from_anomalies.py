"""Findings about days that do not fit."""

from __future__ import annotations

from cmo.analysis.anomalies import Anomaly, Gap
from cmo.analysis.channels import ALL_CHANNELS
from cmo.analysis.finding import EFFORTS, MONTH_DAYS, SCALE, Finding
from cmo.analysis.rows import MetricRows
from kernel.core.windows import Window
from kernel.statistics.figures import Figure, Unit
from kernel.statistics.ranking import Severity, priority, severity_of
from kernel.statistics.values import Interval

HALF = 0.5


def anomaly_finding(anomaly: Anomaly, rows: MetricRows, currency: str, history: Window) -> Finding:
    """The finding of one anomaly in the rows of one currency.

    Broken tracking is at least medium, since every figure of those days misleads; it is more
    while it goes on: high, and critical where half of the sessions are not seen.
    """
    figures = tuple(
        figure for gap in anomaly.gaps for figure in _figures(gap, anomaly, rows, history)
    )
    ongoing = anomaly.window.last == history.last
    share = _share(anomaly, rows, history)
    return Finding(
        kind=anomaly.kind,
        subject=f"{anomaly.kind}:{currency}:{anomaly.window.first}:{'+'.join(anomaly.channels)}",
        window=anomaly.window,
        channels=anomaly.channels,
        stage=None,
        currency=currency,
        severity=(severity := _severity(anomaly, rows, share, ongoing)),
        effort=EFFORTS[anomaly.kind],
        share=share,
        priority=priority(share, severity, EFFORTS[anomaly.kind], SCALE),
        impact=_impact(anomaly),
        ongoing=ongoing,
        figures=figures,
    )


def _figures(gap: Gap, anomaly: Anomaly, rows: MetricRows, history: Window) -> tuple[Figure, ...]:
    unit: Unit = "money" if gap.metric in ("cost", "revenue") else "count"
    channels = () if anomaly.channels == (ALL_CHANNELS,) else anomaly.channels
    days = rows.evidence(gap.metric, anomaly.window, channels)
    usual = rows.evidence(gap.metric, history, channels)
    name, difference = f"{gap.metric}_missing", gap.missing
    if gap.metric == "cost":
        name, difference = "cost_excess", gap.missing.times(-1.0)
    function = "daily_anomalies"
    return (
        Figure.of(name, difference, unit, function, days, usual),
        Figure(f"{gap.metric}_observed", float(gap.observed), unit, function, (days,)),
        Figure.of(f"{gap.metric}_usual", gap.usual, unit, function, usual),
    )


def _impact(anomaly: Anomaly) -> Interval | None:
    for gap in anomaly.gaps:
        if gap.metric == "cost":
            return gap.missing.times(-1.0)
        if gap.metric == "revenue":
            return gap.missing
    return None


def _share(anomaly: Anomaly, rows: MetricRows, history: Window) -> float:
    month = rows.within(Window.ending(history.last, MONTH_DAYS)).counted()
    if anomaly.kind == "broken_tracking":
        whole, gone = month.total("sessions"), anomaly.gaps[0].missing.low if anomaly.gaps else 0.0
    else:
        impact = _impact(anomaly)
        whole, gone = month.total("revenue"), impact.low if impact else 0.0
    return min(1.0, max(0.0, gone / whole)) if whole else 0.0


def _severity(anomaly: Anomaly, rows: MetricRows, share: float, ongoing: bool) -> Severity:
    if anomaly.kind != "broken_tracking" or not anomaly.gaps:
        return severity_of(share, SCALE)
    if not ongoing:
        return "medium"
    seen = rows.within(anomaly.window).counted().total("sessions") or 0
    gone = anomaly.gaps[0].missing.estimate
    return "critical" if gone >= HALF * (gone + seen) else "high"

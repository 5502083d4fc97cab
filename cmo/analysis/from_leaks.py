"""Findings about leaking stages."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cmo.analysis.finding import EFFORTS, MONTH_DAYS, SCALE, Finding
from cmo.analysis.funnel import Leak
from cmo.analysis.rows import FunnelRows, Stage
from kernel.core.windows import Window
from kernel.statistics.figures import Figure
from kernel.statistics.ranking import priority, severity_of
from kernel.statistics.rows import Evidence


@dataclass(frozen=True, slots=True)
class OrderValue:
    """What an order brings: revenue over conversions, in minor units of the one currency."""

    currency: str
    minor: float
    rows: tuple[Evidence, ...]


def leak_finding(
    leak: Leak, counts: FunnelRows, stages: tuple[Stage, ...], order_value: OrderValue | None
) -> Finding:
    """The finding of one leak, with what a month of it costs.

    People lost at the stage are taken down the rest of the funnel at its present rates, and to
    money by the present value of an order; both are held fixed, so the limits are those of the
    leak itself. Against a target, `rate_before` is that target: somebody typed it, so it has no
    rows, and the function of `difference` is `stage_against_target`.
    """
    later = tuple(
        stage.key
        for stage in stages
        if stage.funnel == leak.stage.funnel and stage.position > leak.stage.position
    )
    onward = math.prod(_rate(counts, key, leak.now) for key in later)
    orders = leak.rates.lost.times(onward * MONTH_DAYS / leak.now.days)
    now = _both(counts, leak.now, (leak.stage.key,))
    before = () if leak.against_target else _both(counts, leak.before, (leak.stage.key,))
    rest = _both(counts, leak.now, later) if later else ()
    function = "stage_against_target" if leak.against_target else "rate_change"
    figures = [
        Figure.of("difference", leak.rates.difference, "points", function, *now, *before),
        Figure.of("rate_now", leak.rates.now, "fraction", "rate_interval", *now),
        Figure.of(
            "rate_before",
            leak.rates.before,
            "fraction",
            function if leak.against_target else "rate_interval",
            *before,
        ),
        Figure.of("relative", leak.rates.relative, "fraction", function, *now, *before),
        Figure.of("lost_people", leak.rates.lost, "count", function, *now, *before),
        Figure.of("lost_orders_month", orders, "count", function, *now, *before, *rest),
        Figure("p_value", leak.p_value, "fraction", "stage_leaks", (*now, *before)),
    ]
    impact = None
    if order_value is not None:
        impact = orders.times(order_value.minor)
        rows = (*now, *before, *rest, *order_value.rows)
        figures += [
            Figure("order_value", order_value.minor, "money", "channel_figures", order_value.rows),
            Figure.of("lost_revenue_month", impact, "money", function, *rows),
        ]
    share = max(0.0, -leak.rates.relative.high)
    severity = severity_of(share, SCALE)
    return Finding(
        kind="leak",
        subject=f"leak:{leak.stage.key}",
        window=leak.now,
        channels=(),
        stage=leak.stage,
        currency=order_value.currency if order_value else None,
        severity=severity,
        effort=EFFORTS["leak"],
        share=share,
        priority=priority(share, severity, EFFORTS["leak"], SCALE),
        impact=impact,
        ongoing=True,
        figures=tuple(figures),
    )


def _both(counts: FunnelRows, window: Window, stages: tuple[str, ...]) -> tuple[Evidence, ...]:
    return tuple(counts.evidence(column, window, stages) for column in ("advanced", "entered"))


def _rate(counts: FunnelRows, stage: str, window: Window) -> float:
    entered, advanced = counts.of_stage(stage).daily(window)
    return float(advanced.sum() / entered.sum()) if entered.sum() else 1.0

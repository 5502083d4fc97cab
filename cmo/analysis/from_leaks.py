"""Findings about leaking stages."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cmo.analysis.finding import COUNTS_TABLE, EFFORTS, MONTH_DAYS, Figure, Finding
from cmo.analysis.funnel import Leak
from cmo.analysis.ranking import priority, severity_of
from cmo.analysis.rows import FunnelRows, RowFilter, Stage, Window


@dataclass(frozen=True, slots=True)
class OrderValue:
    """What an order brings: revenue over conversions, in minor units of the one currency."""

    currency: str
    minor: float
    rows: RowFilter


def leak_finding(
    leak: Leak, counts: FunnelRows, stages: tuple[Stage, ...], order_value: OrderValue | None
) -> Finding:
    """The finding of one leak, with what a month of it costs.

    People lost at the stage are taken down the rest of the funnel at its present rates, and to
    money by the present value of an order; both are held fixed, so the limits are those of the
    leak itself.
    """
    own = RowFilter(COUNTS_TABLE, leak.now, (("stage", (leak.stage.key,)),))
    earlier = RowFilter(COUNTS_TABLE, leak.before, (("stage", (leak.stage.key,)),))
    later = tuple(
        stage.key
        for stage in stages
        if stage.funnel == leak.stage.funnel and stage.position > leak.stage.position
    )
    onward = math.prod(_rate(counts, key, leak.now) for key in later)
    rest = RowFilter(COUNTS_TABLE, leak.now, (("stage", later),)) if later else own
    monthly = leak.rates.lost.times(MONTH_DAYS / leak.now.days)
    orders = monthly.times(onward)
    both = (own,) if leak.against_target else (own, earlier)
    function = "stage_against_target" if leak.against_target else "stage_rates"
    figures = [
        Figure.of("difference", leak.rates.difference, "fraction", function, *both),
        Figure.of("rate_now", leak.rates.now, "fraction", "rate_interval", own),
        Figure.of("rate_before", leak.rates.before, "fraction", "rate_interval", *both[1:]),
        Figure.of("relative", leak.rates.relative, "fraction", function, *both),
        Figure.of("lost_people", leak.rates.lost, "count", function, *both),
        Figure.of("lost_orders_month", orders, "count", function, *both, rest),
        Figure("p_value", leak.p_value, "probability", "stage_leaks", both),
    ]
    impact = None
    if order_value is not None:
        impact = orders.times(order_value.minor)
        figures += [
            Figure(
                "order_value",
                order_value.minor,
                "minor_per_count",
                "channel_figures",
                (order_value.rows,),
            ),
            Figure.of(
                "lost_revenue_month", impact, "minor", function, *both, rest, order_value.rows
            ),
        ]
    share = max(0.0, -leak.rates.relative.high)
    severity = severity_of(share)
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
        priority=priority(share, severity, EFFORTS["leak"]),
        impact=impact,
        ongoing=True,
        figures=tuple(figures),
    )


def _rate(counts: FunnelRows, stage: str, window: Window) -> float:
    entered, advanced = counts.of_stage(stage).daily(window)
    return float(advanced.sum() / entered.sum()) if entered.sum() else 1.0

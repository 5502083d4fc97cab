"""A channel's response curve as a drawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cmo.strategy.contracts import CurvePoints
from kernel.formats import Notation
from kernel.screens import charts

Y_NAMES = {"revenue": "Revenue", "conversions": "Orders", "sessions": "Sessions"}


def drawn(
    label: str,
    points: CurvePoints,
    outcome: str,
    currency: str,
    notes: Notation,
    *,
    planned: bool = True,
) -> charts.Chart:
    """What spend a day brings a day, with its band; marks say where the channel is and is to go."""
    money = outcome == "revenue"

    def amount(value: float) -> str:
        return notes.money(round(value), currency)

    def short(value: float) -> str:
        return notes.money_short(round(value), currency)

    def count(value: float) -> str:
        return notes.number(value, 0 if value >= 20 else 1)

    show: Callable[[float], str] = amount if money else count
    marks = [charts.Mark(points.now, _at(points, points.now), "now", "now")]
    if planned:
        marks.append(charts.Mark(points.planned, _at(points, points.planned), "planned", "goal"))
    return charts.curve(
        charts.Curve(
            list(zip(points.spend, points.outcome, strict=True)),
            points.low,
            points.high,
            last_seen=points.last_seen,
        ),
        finding=f"{label}: each further unit of spend brings less; dashed beyond what was "
        "spent so far.",
        caption=f"What {label} brings a day",
        x_name="Spend",
        y_name=Y_NAMES[outcome],
        marks=marks,
        show_x=amount,
        show_y=show,
        axis_x=short,
        axis_y=short if money else notes.short,
        level="95% interval",
    )


def _at(points: CurvePoints, x: float) -> float:
    """The curve's value between its points."""
    xs: list[Any] = list(points.spend)
    ys: list[Any] = list(points.outcome)
    for left, right, low, high in zip(xs, xs[1:], ys, ys[1:], strict=False):
        if left <= x <= right and right > left:
            return float(low + (high - low) * (x - left) / (right - left))
    return float(ys[-1])

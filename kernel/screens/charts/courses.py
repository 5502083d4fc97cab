"""An effect as it settled: a line with its interval by day, around zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from kernel.formats import day

from .forests import axis_percent, signed_percent
from .marks import legend_mark
from .parts import Chart, Key, Table
from .scale import Scale, around_zero, labelled
from .svg import joined, line, path, pct, stretched, tag, text

Show = Callable[[float], str]
LEARNT = 8
"""The axis is as wide as the interval after this part of the days: the first are too wide."""


def course(
    days: Sequence[date],
    values: Sequence[float],
    low: Sequence[float],
    high: Sequence[float],
    *,
    name: str,
    band: str,
    finding: str,
    caption: str,
    show: Show = signed_percent,
    axis: Show = axis_percent,
    today: date | None = None,
) -> Chart:
    """One value and its limits a day; what lies beyond the axis is cut at its edge.

    `band` says in words what the interval is, `finding` is the picture's title.
    Raises ValueError without a day, or where the rows differ in length.
    """
    if not days or not len(days) == len(values) == len(low) == len(high):
        raise ValueError("a course has a value and two limits for each day")
    scale = _scale(values, low, high)

    def y(value: float) -> float:
        return 100 - scale.at(min(max(value, scale.low), scale.high))

    def x(n: int) -> float:
        return n / max(len(days) - 1, 1) * 100

    upper = [(x(n), y(value)) for n, value in enumerate(high)]
    lower = [(x(n), y(value)) for n, value in enumerate(low)]
    middle = [(x(n), y(value)) for n, value in enumerate(values)]
    curves = joined(
        (
            tag("path", "", class_="c-band", d=f"{path([*upper, *reversed(lower)])}Z"),
            tag("path", "", class_="c-line", d=path(middle)),
        )
    )
    ends = len(days) - 1
    dates = joined(
        text(
            day(days[n], days[n]), pct(x(n)), "100%", 19,
            "start" if n == 0 and ends else "end" if n == ends and ends else "middle",
        )
        for n in labelled(len(days))
    )  # fmt: skip
    grid = joined(
        line(0, 100, y(tick), y(tick), "c-zero" if tick == 0 else "c-grid") for tick in scale.ticks
    )
    dot = tag("circle", "", class_="c-dot", cx=pct(middle[-1][0]), cy=pct(middle[-1][1]), r=4)
    plot = joined((tag("title", finding), grid, stretched(curves), dates, dot))
    labels = joined(
        text("0" if tick == 0 else axis(tick), "0", pct(y(tick)), 4) for tick in scale.ticks
    )
    drawing = tag(
        "div",
        joined(
            (
                tag("svg", labels, class_="chart__y", aria_hidden="true"),
                tag("svg", plot, class_="chart__plot chart__plot--line", role="img"),
            )
        ),
        class_="chart__frame",
    )
    rows = [
        [day(on, today or days[-1]), show(value), f"{show(least)} to {show(most)}"]
        for on, value, least, most in zip(days, values, low, high, strict=True)
    ]
    legend = [Key(legend_mark("line"), name), Key(legend_mark("band"), band)]
    return Chart(drawing, legend, Table(caption, ["Day", name, "Interval"], rows))


def _scale(values: Sequence[float], low: Sequence[float], high: Sequence[float]) -> Scale:
    """Around zero, with every value and the interval of the later days on it."""
    at = min(len(values) - 1, max(1, len(values) // LEARNT))
    return around_zero(min(*values, *low[at:]), max(*values, *high[at:]))

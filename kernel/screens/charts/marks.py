"""Small drawings that stand in a line of text or a table cell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, Literal

from django.utils.safestring import SafeString

from .scale import Scale, around_zero
from .svg import joined, line, pct, tag

Level = Literal["low", "medium", "high", "critical"]
LEVELS: Final = ("low", "medium", "high", "critical")
DAY_CLASSES: Final = {"on": "d-on", "off": "d-off", "none": "d-none"}


@cache
def severity(level: str) -> SafeString:
    """One to four bars of four, the name for screen readers; ValueError for another level."""
    if level not in LEVELS:
        raise ValueError(f"{level!r} is no severity, known are {', '.join(LEVELS)}")
    filled = LEVELS.index(level) + 1
    bars = joined(
        tag(
            "rect",
            "",
            class_="on" if n < filled else None,
            x=1 + 4 * n,
            y=11 - 3 * n,
            width=2.75,
            height=4 + 3 * n,
            rx=1,
        )
        for n in range(4)
    )
    return tag(
        "svg",
        bars,
        class_=f"sev sev--{level}",
        viewBox="0 0 17 16",
        role="img",
        aria_label=f"{level.capitalize()} severity",
    )


@cache
def legend_mark(kind: str) -> SafeString:
    """The mark of a legend: line, ahead, prev, band, wide, gap, bar, whisker, margin,
    floor, goal, safe, mean or signal."""
    middle = {"x1": "0", "x2": "18", "y1": "5", "y2": "5"}
    drawn = {
        "line": lambda: tag("line", "", class_="c-line", **middle),
        "ahead": lambda: tag("line", "", class_="c-ahead", **middle),
        "prev": lambda: tag("line", "", class_="c-prev", **middle),
        "band": lambda: tag("rect", "", class_="c-band", width=18, height=10),
        "wide": lambda: tag("rect", "", class_="c-band c-band--wide", width=18, height=10),
        "gap": lambda: tag("rect", "", class_="c-gap", width=18, height=10),
        "bar": lambda: tag("rect", "", class_="c-bar", width=18, height=10, rx=2),
        "whisker": lambda: joined(
            (
                tag("line", "", class_="c-wh", **middle),
                tag("line", "", class_="c-wh", x1=1, x2=1, y1=1, y2=9),
                tag("line", "", class_="c-wh", x1=17, x2=17, y1=1, y2=9),
                tag("circle", "", class_="c-pt", cx=9, cy=5, r=2.5),
            )
        ),
        "margin": lambda: tag("line", "", class_="c-margin", x1=9, x2=9, y1=0, y2=10),
        "floor": lambda: tag("line", "", class_="c-margin", **middle),
        "goal": lambda: tag("line", "", class_="c-goal", x1=9, x2=9, y1=0, y2=10),
        "mean": lambda: tag("line", "", class_="c-mean", **middle),
        "signal": lambda: tag("circle", "", class_="c-signal", cx=9, cy=5, r=4.5),
        "safe": lambda: tag("rect", "", class_="c-safe", width=18, height=10, rx=2),
    }[kind]()
    return tag("svg", drawn, aria_hidden="true")


def interval_mark(
    scale: Scale,
    value: float,
    low: float,
    high: float,
    tone: str = "",
    *,
    ticks: int = 32,
) -> SafeString:
    """The interval as a line with end ticks, the estimate as a dot smaller than the ticks.

    So an interval narrower than the dot still shows its two ends. `ticks` is half their height
    in percent of the cell.
    """
    x1, x2 = scale.at(low), scale.at(high)
    ends = ((x1, x2, 50, 50), (x1, x1, 50 - ticks, 50 + ticks), (x2, x2, 50 - ticks, 50 + ticks))
    class_ = f"c-wh c-wh--{tone}" if tone else "c-wh"
    parts = [line(*end, class_) for end in ends]
    dot = f"c-pt c-pt--{tone}" if tone else "c-pt"
    return joined((*parts, tag("circle", class_=dot, cx=pct(scale.at(value)), cy="50%", r=2.5)))


def whisker(
    value: float, low: float, high: float, words: str, *, tone: str = "accent"
) -> SafeString:
    """A predicted effect against zero. words: "80%: 41 to 111, by 28 Feb"."""
    scale = around_zero(low, high)
    zero = line(scale.at(0), scale.at(0), 0, 100, "c-zero")
    drawn = joined((tag("title", words), zero, interval_mark(scale, value, low, high, tone)))
    return tag("svg", drawn, class_="whisker", role="img")


def rate_whisker(
    rate: float,
    low: float,
    high: float,
    window: float,
    words: str,
    *,
    past: float | None = None,
    goal: float | None = None,
    tone: str = "",
) -> SafeString:
    """One step's rate, centred; `window` is the half width in the rate's unit.

    Give all steps of a funnel the same window, then their intervals can be compared. `past` is
    drawn as a dashed mark, `goal` as a solid one.
    """
    scale = Scale(rate - window, rate + window, ())
    before = [
        line(scale.at(value), scale.at(value), 0, 100, class_)
        for value, class_ in ((past, "c-margin"), (goal, "c-goal"))
        if value is not None
    ]
    drawn = joined((tag("title", words), *before, interval_mark(scale, rate, low, high, tone)))
    return tag("svg", drawn, class_="whisker", role="img")


def ratebar(value: float, low: float, high: float, scale: Scale, words: str) -> SafeString:
    """A table cell's interval, on one scale for the whole column: `scale.within(min, max)`."""
    drawn = joined((tag("title", words), interval_mark(scale, value, low, high, "accent")))
    return tag("svg", drawn, class_="ratebar", role="img")


def gantt(start: float, length: float, total: float) -> SafeString:
    """One step on the run's scale, all in seconds; never thinner than can be seen."""
    whole = total or 1.0
    width = max(length / whole * 100, 1.0)
    left = min(start / whole * 100, 100 - width)
    drawn = joined(
        (
            tag("rect", "", class_="d-none", width="100%", y="45%", height="10%"),
            tag("rect", "", class_="c-bar", x=pct(left), width=pct(width), height="100%", rx=2),
        )
    )
    return tag("svg", drawn, class_="gantt", aria_hidden="true")


def days(states: Sequence[str]) -> SafeString:
    """The last days of a source: "on" data came, "off" it is late, "none" nothing was due."""
    width = 100 / max(len(states), 1)
    drawn = joined(
        tag(
            "rect",
            "",
            class_=DAY_CLASSES[state],
            x=pct(n * width + 0.4),
            width=pct(width - 0.8),
            height="100%",
            rx=1.5,
        )
        for n, state in enumerate(states)
    )
    return tag("svg", drawn, class_="reach__days", aria_hidden="true")


def meter(value: float, limit: float, words: str, *, nearly: float = 0.9) -> SafeString:
    """How much of a limit is used: a bar that warns from ``nearly`` on and is full beyond it."""
    part = value / limit if limit > 0 else float(value > 0)
    tone = " meter__now--bad" if part > 1 else " meter__now--warn" if part >= nearly else ""
    drawn = joined(
        (
            tag("title", words),
            tag("rect", "", width="100%", height="100%", rx=3),
            tag(
                "rect",
                "",
                class_=f"meter__now{tone}",
                width=pct(max(0.0, min(part, 1.0)) * 100),
                height="100%",
                rx=3,
            ),
        )
    )
    return tag("svg", drawn, class_="meter", role="img")

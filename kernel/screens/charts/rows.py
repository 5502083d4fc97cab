"""Horizontal bars: funnels with the rate of each step, and amounts with their intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from kernel.formats import Notation, number

from .marks import interval_mark, legend_mark, rate_whisker
from .parts import Chart, Key, Table
from .scale import Scale, amounts
from .svg import joined, line, pct, tag


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a funnel. Rates are fractions of the stage before; None on the first.

    `goal` is the rate that is wanted, `wanted` the count that is.
    """

    name: str
    count: int
    url: str = ""
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    past: float | None = None
    rate_url: str = ""
    leak: bool = False
    goal: float | None = None
    wanted: int | None = None
    wanted_url: str = ""


def funnel(stages: Sequence[Stage], notation: Notation | None = None) -> list[dict[str, Any]]:
    """The `steps` of components/funnel.html.

    The intervals of all steps share one scale in percentage points, centred on their own rate.
    """
    write = notation or Notation()
    first = max([stages[0].count, *(stage.wanted or 0 for stage in stages)]) if stages else 0
    reach = [
        abs(edge - stage.rate)
        for stage in stages
        if stage.rate is not None
        for edge in (stage.low, stage.high, stage.past, stage.goal)
        if edge is not None
    ]
    window = max(reach, default=0.01) * 1.15 or 0.01
    steps = []
    before = first
    for stage in stages:
        steps.append(_step(stage, first, before, window, write))
        before = stage.count
    return steps


def _step(stage: Stage, first: int, before: int, window: float, write: Notation) -> dict[str, Any]:
    share = stage.count / first * 100 if first else 0.0
    step: dict[str, Any] = {
        "name": stage.name,
        "value": write.number(stage.count),
        "url": stage.url,
        "leak": stage.leak,
        "bar": _funnel_bar(share, before / first * 100 if first else 0.0, stage, first),
    }
    if stage.wanted is not None:
        step |= {"wanted": write.number(stage.wanted), "wanted_url": stage.wanted_url}
    if stage.rate is None:
        return step
    words = []
    if stage.low is not None and stage.high is not None:
        low = write.percent(stage.low).removesuffix("%")
        words.append(f"{low} to {write.percent(stage.high)}")
    if stage.leak:
        words.append("leak")
    if stage.past is not None:
        words.append(f"was {write.percent(stage.past)}")
    if stage.goal is not None:
        words.append(f"target {write.percent(stage.goal)}")
    step |= {"rate": write.percent(stage.rate), "rate_url": stage.rate_url}
    step["words"] = ", ".join(words)
    if stage.low is not None and stage.high is not None:
        step["whisker"] = rate_whisker(
            stage.rate,
            stage.low,
            stage.high,
            window,
            f"{stage.name}: {step['rate']}, interval {step['words']}",
            past=stage.past,
            goal=stage.goal,
            tone="bad" if stage.leak else "",
        )
    return step


def _funnel_bar(share: float, before: float, stage: Stage, first: int) -> SafeString:
    lost = tag("rect", "", class_="c-bar c-bar--lost", width=pct(before), height="100%", rx=3)
    kept = tag(
        "rect",
        "",
        class_="c-bar c-bar--leak" if stage.leak else "c-bar",
        width=pct(share),
        height="100%",
        rx=3,
    )
    parts = [lost, kept]
    if stage.wanted is not None and first:
        at = stage.wanted / first * 100
        parts.append(line(at, at, -15, 115, "c-goal"))
    return tag("svg", joined(parts), class_="funnel__bar", aria_hidden="true")


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: an amount with its interval, None where there is no value."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    url: str = ""
    note: str = ""


def bars(
    rows: Sequence[Bar],
    *,
    caption: str,
    show: Callable[[float], str] = number,
    level: str = "",
) -> Chart:
    """Amounts beside each other, from zero, the interval drawn over the end of its bar.

    level: what the intervals are, "80% interval". A row without a value says "no data".
    """
    known = [row.high if row.high is not None else row.value for row in rows]
    lows = [row.low if row.low is not None else row.value for row in rows]
    scale = amounts(
        max((v for v in known if v is not None), default=0.0),
        min((v for v in lows if v is not None), default=0.0),
    )
    drawing = format_html(
        '<ol class="bars" role="list">{}</ol>', joined(_bar(row, scale, show) for row in rows)
    )
    legend = [Key(legend_mark("whisker"), level)] if level else []
    return Chart(drawing, legend, _bars_table(rows, caption, show, level))


def _bar(row: Bar, scale: Scale, show: Callable[[float], str]) -> SafeString:
    words = "no data" if row.value is None else show(row.value)
    return format_html(
        '<li class="bars__row"><span class="bars__name">{}{}</span>{}'
        '<span class="num{}">{}</span></li>',
        row.name,
        format_html('<span class="sub">{}</span>', row.note) if row.note else "",
        tag("svg", _bar_drawing(row, scale), class_="bars__bar", aria_hidden="true"),
        " missing" if row.value is None else "",
        format_html('<a class="fig" href="{}">{}</a>', row.url, words) if row.url else words,
    )


def _bar_drawing(row: Bar, scale: Scale) -> SafeString:
    if row.value is None:
        return SafeString("")
    known = row.low is not None and row.high is not None
    zero, end = scale.at(0), scale.at(row.value)
    bar = tag(
        "rect",
        class_="c-bar c-bar--soft" if known else "c-bar",
        x=pct(min(zero, end)),
        width=pct(abs(end - zero)),
        y="15%",
        height="70%",
        rx=3,
    )
    if row.low is None or row.high is None:
        return bar
    return joined((bar, interval_mark(scale, row.value, row.low, row.high)))


def _bars_table(
    rows: Sequence[Bar], caption: str, show: Callable[[float], str], level: str
) -> Table:
    heads = ["", "Value", *([f"{level}, from", "to"] if level else [])]

    def cell(value: float | None) -> str:
        return "no data" if value is None else show(value)

    body = [
        [row.name, cell(row.value), *([cell(row.low), cell(row.high)] if level else [])]
        for row in rows
    ]
    return Table(caption, heads, body)

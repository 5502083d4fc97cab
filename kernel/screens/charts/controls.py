"""Values in their order between the limits that chance keeps to, with those that it does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from kernel.formats import number, short_number

from .marks import legend_mark
from .parts import Chart, Key, Table
from .scale import Scale, amounts, labelled
from .svg import joined, line, path, pct, stretched, tag, text

Show = Callable[[float], str]
APART = 28.0  # percent of the plot between two names, so that a phone has room for them


@dataclass(frozen=True, slots=True)
class Reading:
    """A value by its name (a day, a week), and in words what is unusual about it, if anything."""

    name: str
    value: float
    signal: str = ""


def control(
    readings: Sequence[Reading],
    mean: float,
    lower: float,
    upper: float,
    *,
    finding: str,
    caption: str,
    name: str,
    show: Show = number,
    axis: Show = short_number,
) -> Chart:
    """Readings as a line of points; mean solid, limits dashed, signals as marked points.

    A lower limit below zero is not drawn where no reading is. Raises ValueError without a
    reading.
    """
    if not readings:
        raise ValueError("a control chart has at least one reading")
    values = [one.value for one in readings]
    scale = amounts(max(*values, upper), min(*values, max(lower, 0.0)))
    place = [n / max(len(readings) - 1, 1) * 100 for n in range(len(readings))]
    points = [(x, 100 - scale.at(v)) for x, v in zip(place, values, strict=True)]
    limits = [limit for limit in (upper, lower) if limit >= scale.low]
    plot = joined(
        (
            tag("title", finding),
            *(_level(scale, tick, "c-zero" if tick == 0 else "c-grid") for tick in scale.ticks),
            *(_level(scale, limit, "c-margin") for limit in limits),
            _level(scale, mean, "c-mean"),
            stretched(tag("path", "", class_="c-line", d=path(points))),
            *(_point(one, x, y) for one, (x, y) in zip(readings, points, strict=True)),
            _names(readings, place),
        )
    )
    drawing = tag(
        "div",
        joined(
            (
                _axis(scale, axis),
                tag("svg", plot, class_="chart__plot chart__plot--line", role="img"),
            )
        ),
        class_="chart__frame",
    )
    legend = [
        Key(legend_mark("line"), name),
        Key(legend_mark("mean"), f"mean {show(mean)}"),
        Key(legend_mark("floor"), f"limits {show(max(lower, 0.0))} to {show(upper)}"),
    ]
    if any(one.signal for one in readings):
        legend.append(Key(legend_mark("signal"), "chance seldom does this"))
    rows = [[one.name, show(one.value), one.signal] for one in readings]
    return Chart(drawing, legend, Table(caption, ["", name, "Signal"], rows))


def _level(scale: Scale, value: float, class_: str) -> SafeString:
    y = 100 - scale.at(value)
    return line(0, 100, y, y, class_)


def _point(one: Reading, x: float, y: float) -> SafeString:
    if not one.signal:
        return tag("circle", "", class_="c-seen c-seen--plain", cx=pct(x), cy=pct(y), r=2.5)
    words = tag("title", f"{one.name}: {one.signal}")
    return tag("circle", words, class_="c-signal", cx=pct(x), cy=pct(y), r=4.5)


def _names(readings: Sequence[Reading], place: Sequence[float]) -> SafeString:
    """Names under the axis: the first and the last, and those between that a phone has room for."""
    last, kept = len(readings) - 1, [0]
    for n in labelled(len(readings))[1:-1]:
        if min(place[n] - place[kept[-1]], place[last] - place[n]) >= APART:
            kept.append(n)
    kept += [last] if last else []
    return joined(
        text(
            readings[n].name,
            pct(place[n]),
            "100%",
            19,
            "start" if n == 0 and last else "end" if n == last and last else "middle",
        )
        for n in kept
    )


def _axis(scale: Scale, write: Show) -> SafeString:
    labels = [write(tick) for tick in scale.ticks]
    words = joined(
        text(label, "0", pct(100 - scale.at(tick)), 4)
        for label, tick in zip(labels, scale.ticks, strict=True)
    )
    wide = " chart__y--wide" if max(map(len, labels)) > 5 else ""
    return tag("svg", words, class_=f"chart__y{wide}", aria_hidden="true")

"""What comes of an amount: a curve with its band, the values behind it, and marked amounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString

from kernel.formats import number, short_number

from .marks import legend_mark
from .parts import Chart, Key, Table
from .scale import Scale, amounts
from .svg import area, joined, line, path, pct, stretched, tag, text

Show = Callable[[float], str]
Point = tuple[float, float]
MARKED = {"now": "margin", "goal": "goal"}


@dataclass(frozen=True, slots=True)
class Mark:
    """An amount that is pointed at: "now" is dashed, "goal" solid. `y` is the curve's value."""

    x: float
    y: float
    words: str
    kind: Literal["now", "goal"] = "now"


@dataclass(frozen=True, slots=True)
class Curve:
    """`points` in order of x; `low` and `high` one value a point, or both empty.

    `seen` are the values that it was fitted to. `last_seen` is the largest amount among them:
    beyond it the curve is dashed, since nobody has been there.
    """

    points: Sequence[Point]
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    seen: Sequence[Point] = ()
    last_seen: float | None = None


def curve(
    shape: Curve,
    *,
    finding: str,
    caption: str,
    x_name: str,
    y_name: str,
    marks: Sequence[Mark] = (),
    show_x: Show = number,
    show_y: Show = number,
    axis_x: Show = short_number,
    axis_y: Show = short_number,
    level: str = "",
) -> Chart:
    """Draws one curve from zero; finding is the sentence of its title, level names the band.

    Raises ValueError with fewer than two points.
    """
    if len(shape.points) < 2:
        raise ValueError("a curve needs two points at least")
    xs = [x for x, _ in (*shape.points, *shape.seen)] + [mark.x for mark in marks]
    ys = [y for _, y in (*shape.points, *shape.seen)] + list(shape.high)
    across, up = amounts(max(xs)), amounts(max(ys), min([*ys, *shape.low]))
    plot = joined(
        (
            tag("title", finding),
            *(_grid(up, tick) for tick in up.ticks),
            stretched(_drawn(shape, across, up)),
            *(_dot(point, across, up) for point in shape.seen),
            *(_mark(mark, across, up) for mark in marks),
            _ticks(across, axis_x),
        )
    )
    labels = [axis_y(tick) for tick in up.ticks]
    words = joined(
        text(label, "0", pct(100 - up.at(tick)), 4)
        for label, tick in zip(labels, up.ticks, strict=True)
    )
    wide = " chart__y--wide" if max(map(len, labels)) > 5 else ""
    drawing = tag(
        "div",
        joined(
            (
                tag("svg", words, class_=f"chart__y{wide}", aria_hidden="true"),
                tag("svg", plot, class_="chart__plot chart__plot--curve", role="img"),
            )
        ),
        class_="chart__frame",
    )
    legend = [Key(legend_mark("line"), f"{y_name} by {x_name}")]
    if shape.low:
        legend.append(Key(legend_mark("band"), level))
    legend += [Key(legend_mark(MARKED[mark.kind]), mark.words) for mark in marks]
    return Chart(drawing, legend, _table(shape, marks, caption, x_name, y_name, show_x, show_y))


def _drawn(shape: Curve, across: Scale, up: Scale) -> SafeString:
    at = [(across.at(x), 100 - up.at(y)) for x, y in shape.points]
    parts = []
    if shape.low and shape.high:
        top = [(x, 100 - up.at(y)) for (x, _), y in zip(at, shape.high, strict=True)]
        bottom = [(x, 100 - up.at(y)) for (x, _), y in zip(at, shape.low, strict=True)]
        outline = path([*top, *reversed(bottom)])
        parts.append(tag("path", "", class_="c-band", d=f"{outline}Z"))
    else:
        parts.append(tag("path", "", class_="c-fill", d=area(at)))
    edge = shape.points[-1][0] if shape.last_seen is None else shape.last_seen
    known = [spot for spot, (x, _) in zip(at, shape.points, strict=True) if x <= edge]
    beyond = at[max(len(known) - 1, 0) :]
    if len(beyond) > 1:
        parts.append(tag("path", "", class_="c-prev", d=path(beyond)))
    if known:
        parts.append(tag("path", "", class_="c-line", d=path(known)))
    return joined(parts)


def _grid(up: Scale, tick: float) -> SafeString:
    y = 100 - up.at(tick)
    return line(0, 100, y, y, "c-zero" if tick == 0 else "c-grid")


def _dot(point: Point, across: Scale, up: Scale) -> SafeString:
    x, y = pct(across.at(point[0])), pct(100 - up.at(point[1]))
    return tag("circle", "", class_="c-seen", cx=x, cy=y, r=2.5)


def _mark(mark: Mark, across: Scale, up: Scale) -> SafeString:
    x, y = across.at(mark.x), 100 - up.at(mark.y)
    stroke = "c-margin" if mark.kind == "now" else "c-goal"
    dot = tag("circle", "", class_="c-dot", cx=pct(x), cy=pct(y), r=4)
    return joined((line(x, x, y, 100, stroke), dot))


def _ticks(across: Scale, write: Show) -> SafeString:
    ends = {across.ticks[0]: "start", across.ticks[-1]: "end"}
    return joined(
        text(write(tick), pct(across.at(tick)), "100%", 19, ends.get(tick, "middle"))
        for tick in across.ticks
    )


def _table(
    shape: Curve,
    marks: Sequence[Mark],
    caption: str,
    x_name: str,
    y_name: str,
    show_x: Show,
    show_y: Show,
) -> Table:
    heads = [x_name, y_name, *(["from", "to"] if shape.low else []), ""]
    rows = []
    step = max(1, len(shape.points) // 10)
    for n in range(0, len(shape.points), step):
        x, y = shape.points[n]
        band = [show_y(shape.low[n]), show_y(shape.high[n])] if shape.low else []
        rows.append([show_x(x), show_y(y), *band, ""])
    for mark in marks:
        blank = ["", ""] if shape.low else []
        rows.append([show_x(mark.x), show_y(mark.y), *blank, mark.words])
    return Table(caption, heads, rows)

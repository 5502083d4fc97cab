"""A value by day: line on a soft fill, the earlier period dashed, gaps hatched, events dotted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from kernel.formats import NO_DATA, day, number, short_number

from .marks import legend_mark
from .parts import Chart, Key, Table
from .scale import Scale, amounts, labelled
from .svg import area, joined, line, path, pct, runs, stretched, tag, text

Show = Callable[[float], str]
LABEL_ROWS = 3
LETTER = 2.0  # percent of a phone's plot that one letter takes
LOWEST_WORDS_PCT = 88.0  # of the plot's height: lower, words under a point meet the dates


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which a part of the data is missing, though a value may stand there."""

    first: date
    last: date
    words: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day and may explain the line."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Band:
    """An interval over time: one pair a day, None where there is none."""

    low: Sequence[float | None]
    high: Sequence[float | None]
    words: str


def trend(
    days: Sequence[date],
    values: Sequence[float | None],
    *,
    name: str,
    finding: str,
    caption: str,
    earlier: Sequence[float | None] = (),
    earlier_name: str = "",
    show: Show = number,
    axis: Show = short_number,
    gaps: Sequence[Gap] = (),
    events: Sequence[Event] = (),
    band: Band | None = None,
    so_far: bool = False,
    today: date | None = None,
) -> Chart:
    """The main chart of a dashboard.

    days, values: one value a day, None where it is missing; None days are hatched and the line
    is never drawn across them. earlier: the period compared with, day by day.
    finding: one sentence for the title, such as "January grew until the 21st".
    show, axis: write a value in the table and on the axis. so_far: the period is not over;
    its days to come are left empty, without a hatch.
    Raises ValueError when days and values differ in length, or there is no day.
    """
    if not days or len(days) != len(values):
        raise ValueError(f"{len(days)} days and {len(values)} values do not make a trend")
    known = [v for v in (*values, *earlier, *(band.high if band else ())) if v is not None]
    lowest = [v for v in (*known, *(band.low if band else ())) if v is not None]
    scale = amounts(max(known, default=0.0), min(lowest, default=0.0))
    due = _last_known(values) + 1 if so_far else len(days)
    frame = _Frame(days, scale, due)
    spans = frame.spans(values, gaps)
    labels = frame.labels(spans, events)
    plot = joined(
        (
            tag("title", finding),
            frame.grid(),
            *(frame.hatch(span) for span in spans),
            *(frame.written(label) for label in labels),
            stretched(_curves(frame, values, earlier, band)),
            frame.dates(today or days[-1]),
            frame.end(values, so_far),
        )
    )
    rows = max((label.row + 1 for label in labels), default=0)
    drawing = tag(
        "div",
        joined(
            (
                frame.axis(axis),
                tag("svg", plot, class_="chart__plot chart__plot--trend", role="img"),
            )
        ),
        class_=f"chart__frame chart__frame--{rows}" if rows else "chart__frame",
    )
    legend = [Key(legend_mark("line"), name)]
    if earlier:
        legend.append(Key(legend_mark("prev"), earlier_name))
    if band:
        legend.append(Key(legend_mark("band"), band.words))
    if spans:
        legend.append(Key(legend_mark("gap"), "data missing"))
    heads, body = _table(days, values, earlier, name, earlier_name, show, today or days[-1])
    return Chart(drawing, legend, Table(caption, heads, body))


def _last_known(values: Sequence[float | None]) -> int:
    return max((n for n, value in enumerate(values) if value is not None), default=-1)


def _curves(
    frame: _Frame,
    values: Sequence[float | None],
    earlier: Sequence[float | None],
    band: Band | None,
) -> SafeString:
    lines = runs(frame.points(values))
    parts = [tag("path", "", class_="c-fill", d=area(run)) for run in lines]
    if band:
        upper, lower = runs(frame.points(band.high)), runs(frame.points(band.low))
        parts += [
            tag("path", "", class_="c-band", d=f"{path([*top, *reversed(bottom)])}Z")
            for top, bottom in zip(upper, lower, strict=True)
        ]
    parts += [
        tag("path", "", class_="c-prev", d=path(run))
        for run in runs(frame.points(earlier[: len(values)]))
    ]
    parts += [tag("path", "", class_="c-line", d=path(run)) for run in lines]
    return joined(parts)


def _table(
    days: Sequence[date],
    values: Sequence[float | None],
    earlier: Sequence[float | None],
    name: str,
    earlier_name: str,
    show: Show,
    today: date,
) -> tuple[list[str], list[list[str]]]:
    def cell(value: float | None) -> str:
        return NO_DATA if value is None else show(value)

    heads = ["Day", name, *([earlier_name] if earlier else [])]
    rows = []
    for n, (on, value) in enumerate(zip(days, values, strict=True)):
        row = [day(on, today), cell(value)]
        if earlier:
            row.append(cell(earlier[n] if n < len(earlier) else None))
        rows.append(row)
    return heads, rows


@dataclass(frozen=True, slots=True)
class _Span:
    first: int
    last: int
    words: str


@dataclass(frozen=True, slots=True)
class _Label:
    x: float
    words: str
    class_: str
    row: int


@dataclass(frozen=True, slots=True)
class _Frame:
    days: Sequence[date]
    scale: Scale
    due: int

    def x(self, n: float) -> float:
        return n / max(len(self.days) - 1, 1) * 100

    def y(self, value: float) -> float:
        return 100 - self.scale.at(value)

    def points(self, values: Sequence[float | None]) -> list[tuple[float, float | None]]:
        return [
            (self.x(n), None if value is None else self.y(value)) for n, value in enumerate(values)
        ]

    def grid(self) -> SafeString:
        return joined(
            line(0, 100, self.y(tick), self.y(tick), "c-zero" if tick == 0 else "c-grid")
            for tick in self.scale.ticks
        )

    def axis(self, write: Show) -> SafeString:
        labels = [write(tick) for tick in self.scale.ticks]
        words = joined(
            text(label, "0", pct(self.y(tick)), 4)
            for label, tick in zip(labels, self.scale.ticks, strict=True)
        )
        wide = " chart__y--wide" if max(map(len, labels)) > 5 else ""
        return tag("svg", words, class_=f"chart__y{wide}", aria_hidden="true")

    def spans(self, values: Sequence[float | None], gaps: Sequence[Gap]) -> list[_Span]:
        """Hatched stretches: the given gaps, and days without a value."""
        found = []
        for gap in gaps:
            inside = [n for n, on in enumerate(self.days) if gap.first <= on <= gap.last]
            if inside:
                found.append(_Span(inside[0], inside[-1], gap.words))
        start: int | None = None
        for n in range(self.due + 1):
            empty = n < self.due and values[n] is None
            if empty and start is None:
                start = n
            elif not empty and start is not None:
                found.append(_Span(start, n - 1, "no data"))
                start = None
        return found

    def hatch(self, span: _Span) -> SafeString:
        left, right = self._edges(span)
        return tag(
            "rect", class_="c-gap", x=pct(left), y="0", width=pct(right - left), height="100%"
        )

    def _edges(self, span: _Span) -> tuple[float, float]:
        return max(self.x(span.first - 0.5), 0.0), min(self.x(span.last + 0.5), 100.0)

    def labels(self, spans: Sequence[_Span], events: Sequence[Event]) -> list[_Label]:
        """What is said above the plot, each in the lowest row in which it stands free."""
        wanted = []
        for span in spans:
            left, right = self._edges(span)
            wanted.append((left if right <= 50 else right, span.words, "c-warn"))
        wanted += [
            (self.x(self.days.index(event.on)), event.words, "c-note")
            for event in events
            if event.on in self.days
        ]
        ends = [-100.0] * LABEL_ROWS
        labels = []
        for x, words, class_ in sorted(wanted):
            width = min(len(words) * LETTER, 100.0)
            left = max(x - width, 0.0) if x > 50 else min(x, 100 - width)
            row = next((n for n, end in enumerate(ends) if left > end), LABEL_ROWS - 1)
            ends[row] = left + width + LETTER
            labels.append(_Label(x, words, class_, row))
        return labels

    def written(self, label: _Label) -> SafeString:
        anchor = "end" if label.x > 50 else "start"
        dy = -7 - 18 * label.row
        words = text(label.words, pct(label.x), "0", dy, anchor, label.class_)
        if label.class_ == "c-warn":
            return words
        return joined((line(label.x, label.x, 0, 100, "c-event"), words))

    def dates(self, today: date) -> SafeString:
        last = len(self.days) - 1
        return joined(
            text(
                day(self.days[n], today),
                pct(self.x(n)),
                "100%",
                19,
                "start" if n == 0 and last else "end" if n == last and last else "middle",
            )
            for n in labelled(len(self.days))
        )

    def end(self, values: Sequence[float | None], so_far: bool) -> SafeString:
        last = _last_known(values)
        value = values[last] if last >= 0 else None
        if value is None:
            return SafeString("")
        x, y = pct(self.x(last)), pct(self.y(value))
        dot = tag("circle", "", class_="c-dot", cx=x, cy=y, r=4)
        if not so_far:
            return dot
        anchor = "end" if self.x(last) > 50 else "start"
        return joined((dot, text("so far", x, y, self._beside(values, last), anchor, "c-note")))

    def _beside(self, values: Sequence[float | None], last: int) -> int:
        """Where words at a curve's end stand free of it, in pixels from its last point."""
        reach = max(len(self.days) // 10, 1)
        way = [value for value in values[max(last - reach, 0) : last] if value is not None]
        end = values[last]
        assert end is not None
        room_below = self.y(end) < LOWEST_WORDS_PCT
        return 20 if room_below and way and sum(way) / len(way) > end else -10

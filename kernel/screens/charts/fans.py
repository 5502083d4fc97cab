"""What was and what is expected: a known line that opens into two bands of likelihood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from kernel.formats import NO_DATA, month, number, short_number

from .marks import legend_mark
from .parts import Chart, Key, Table
from .scale import Scale, amounts
from .svg import joined, line, path, pct, runs, stretched, tag, text

Show = Callable[[float], str]
LABEL_ROWS = 3
APART = 25.0  # percent of the plot between two dates, so that a phone has room for them
LETTER = 1.6  # percent of the plot that one letter of a label may take


@dataclass(frozen=True, slots=True)
class Ahead:
    """An expected value with its 80 and 95 % limits."""

    value: float
    low80: float
    high80: float
    low95: float
    high95: float


@dataclass(frozen=True, slots=True)
class Level:
    """A value that the line is held against, such as a floor, drawn across."""

    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A period that is pointed at, by its place in the row of all periods; parts count."""

    at: float
    words: str


def fan(
    periods: Sequence[date],
    known: Sequence[float | None],
    ahead: Sequence[Ahead],
    *,
    name: str,
    finding: str,
    caption: str,
    show: Show = number,
    axis: Show = short_number,
    when: Callable[[date], str] = month,
    level: Level | None = None,
    moments: Sequence[Moment] = (),
) -> Chart:
    """A line of what was, going on dashed into what is expected.

    periods: one date a period, those of `known` first, then those of `ahead`. A known period
    without a value is None and the line is never drawn across it. finding: one sentence for the
    title. show, axis, when: write a value, a value on the axis, and a period.
    Raises ValueError where the periods are not as many as the values, or nothing lies ahead.
    """
    if not ahead or len(periods) != len(known) + len(ahead):
        raise ValueError(f"{len(periods)} periods for {len(known)} known and {len(ahead)} ahead")
    values = [value for value in known if value is not None]
    highs = [*values, *(one.high95 for one in ahead), *([level.value] if level else [])]
    lows = [*values, *(one.low95 for one in ahead)]
    frame = _Frame(periods, len(known), amounts(max(highs), min(lows)))
    labels = frame.labels(moments)
    plot = joined(
        (
            tag("title", finding),
            frame.grid(),
            stretched(_drawn(frame, known, ahead)),
            frame.level(level),
            *(frame.written(label) for label in labels),
            frame.last(known),
            frame.dates(when),
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
    return Chart(drawing, _legend(name, level), _table(periods, known, ahead, name, caption,
                                                       show, when))  # fmt: skip


def _legend(name: str, level: Level | None) -> list[Key]:
    keys = [
        Key(legend_mark("line"), name),
        Key(legend_mark("ahead"), "expected"),
        Key(legend_mark("band"), "80% interval"),
        Key(legend_mark("wide"), "95% interval"),
    ]
    return [*keys, Key(legend_mark("floor"), level.words)] if level else keys


def _drawn(frame: _Frame, known: Sequence[float | None], ahead: Sequence[Ahead]) -> SafeString:
    """Both bands and the dashed line begin at the last known value."""
    last = known[-1] if known else None
    lead = [] if last is None else [Ahead(last, last, last, last, last)]
    opened = [*lead, *ahead]
    start = frame.known - len(lead)

    def side(values: Sequence[float]) -> list[tuple[float, float]]:
        return [(frame.x(start + n), frame.y(value)) for n, value in enumerate(values)]

    def band(low: Sequence[float], high: Sequence[float], class_: str) -> SafeString:
        outline = path([*side(high), *reversed(side(low))])
        return tag("path", "", class_=class_, d=f"{outline}Z")

    was = [(frame.x(n), None if value is None else frame.y(value)) for n, value in enumerate(known)]
    return joined(
        (
            band([o.low95 for o in opened], [o.high95 for o in opened], "c-band c-band--wide"),
            band([o.low80 for o in opened], [o.high80 for o in opened], "c-band"),
            tag("path", "", class_="c-ahead", d=path(side([o.value for o in opened]))),
            *(tag("path", "", class_="c-line", d=path(run)) for run in runs(was)),
        )
    )


def _table(
    periods: Sequence[date],
    known: Sequence[float | None],
    ahead: Sequence[Ahead],
    name: str,
    caption: str,
    show: Show,
    when: Callable[[date], str],
) -> Table:
    heads = ["Period", name, "80%, from", "to", "95%, from", "to"]
    rows = [
        [when(on), NO_DATA if value is None else show(value), "", "", "", ""]
        for on, value in zip(periods, known, strict=False)
    ]
    for on, one in zip(periods[len(known) :], ahead, strict=True):
        limits = (one.low80, one.high80, one.low95, one.high95)
        rows.append([when(on), f"{show(one.value)}, expected", *map(show, limits)])
    return Table(caption, heads, rows)


@dataclass(frozen=True, slots=True)
class _Label:
    x: float
    words: str
    row: int


@dataclass(frozen=True, slots=True)
class _Frame:
    periods: Sequence[date]
    known: int
    scale: Scale

    def x(self, n: float) -> float:
        return n / max(len(self.periods) - 1, 1) * 100

    def y(self, value: float) -> float:
        return 100 - self.scale.at(value)

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

    def level(self, level: Level | None) -> SafeString:
        if level is None:
            return SafeString("")
        return line(0, 100, self.y(level.value), self.y(level.value), "c-margin")

    def labels(self, moments: Sequence[Moment]) -> list[_Label]:
        """What is said above the plot, each in the lowest row in which it stands free."""
        ends = [-100.0] * LABEL_ROWS
        labels = []
        for moment in sorted(moments, key=lambda one: one.at):
            x = min(max(self.x(moment.at), 0.0), 100.0)
            width = min(len(moment.words) * LETTER, 100.0)
            left = max(x - width, 0.0) if x > 50 else x
            row = next((n for n, end in enumerate(ends) if left > end), LABEL_ROWS - 1)
            ends[row] = left + width + LETTER
            labels.append(_Label(x, moment.words, row))
        return labels

    def written(self, label: _Label) -> SafeString:
        anchor = "end" if label.x > 50 else "start"
        words = text(label.words, pct(label.x), "0", -7 - 18 * label.row, anchor, "c-note")
        return joined((line(label.x, label.x, 0, 100, "c-event"), words))

    def last(self, known: Sequence[float | None]) -> SafeString:
        """A dot on the last known value."""
        value = known[-1] if known else None
        if value is None:
            return SafeString("")
        at = pct(self.x(len(known) - 1))
        return tag("circle", "", class_="c-dot", cx=at, cy=pct(self.y(value)), r=4)

    def dates(self, when: Callable[[date], str]) -> SafeString:
        """The first period, the last known one, the last, and one between where there is room."""
        last = len(self.periods) - 1
        marks = [0]
        for n in (self.known // 2, self.known - 1, last):
            if n > marks[-1] and self.x(n) - self.x(marks[-1]) >= APART:
                marks.append(n)
        if marks[-1] != last:
            marks[-1] = last
        return joined(
            text(
                when(self.periods[n]),
                pct(self.x(n)),
                "100%",
                19,
                "start" if n == 0 and last else "end" if n == last and last else "middle",
            )
            for n in marks
        )

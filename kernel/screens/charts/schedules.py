"""Dated steps on one line of time, with the mark of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.safestring import SafeString

from kernel.formats import day

from .parts import Chart, Key, Table
from .svg import joined, pct, tag, text

State = Literal["done", "late", "next", "later"]
WORDS = {"done": "done", "late": "late", "next": "next", "later": "to come"}
ROWS = 4
ROOM = 6.2  # percent of a phone's line that one numbered mark takes
HEIGHT = 24  # pixels between two rows of marks


@dataclass(frozen=True, slots=True)
class Due:
    """A step by its day. `number` is written in its mark and in the list that belongs to it."""

    on: date
    number: int
    title: str
    state: State = "later"


def schedule(
    steps: Sequence[Due], first: date, last: date, *, today: date, finding: str, caption: str
) -> Chart:
    """Steps between two days, both included; a step outside stands at the nearer end.

    Steps that stand close are put in rows above each other. Raises ValueError where the line
    has no length.
    """
    if last <= first:
        raise ValueError("a schedule ends after it begins")
    line_ = _Line(first, last)
    ordered = sorted(steps, key=lambda step: (step.on, step.number))
    rows = _rows([line_.x(step.on) for step in ordered])
    base = max(rows, default=0) * HEIGHT + 40
    drawn = joined(
        (
            tag("title", finding),
            line_.passed(today, base),
            line_.months(base),
            line_.today(today, base),
            *(_stem(line_.x(s.on), row, base) for s, row in zip(ordered, rows, strict=True)),
            *(_mark(line_.x(s.on), row, s, base) for s, row in zip(ordered, rows, strict=True)),
        )
    )
    height = max(rows, default=0)
    drawing = tag(
        "svg", drawn, class_=f"chart__plot schedule schedule--{min(height, ROWS - 1)}", role="img"
    )
    table = Table(
        caption,
        ["Step", "Day", "State"],
        [[s.title, day(s.on, today, weekday=True), WORDS[s.state]] for s in ordered],
    )
    return Chart(drawing, _legend({step.state for step in steps}), table)


def _legend(states: set[State]) -> list[Key]:
    return [
        Key(tag("svg", _disc("9", "5", state), aria_hidden="true"), words)
        for state, words in WORDS.items()
        if state in states
    ]


def _rows(places: Sequence[float]) -> list[int]:
    """The lowest row in which each mark stands free."""
    ends = [-100.0] * ROWS
    rows = []
    for x in places:
        row = next((n for n, end in enumerate(ends) if x - end >= ROOM), ROWS - 1)
        ends[row] = x
        rows.append(row)
    return rows


def _disc(x: str, y: str, state: State, r: float = 4) -> SafeString:
    return tag("circle", "", class_=f"s-mark s-mark--{state}", cx=x, cy=y, r=r)


def _height(row: int, base: int) -> int:
    return base - 16 - row * HEIGHT


def _stem(x: float, row: int, base: int) -> SafeString:
    """From a mark to the line; all of them lie below the marks."""
    return tag("line", "", class_="s-stem", x1=pct(x), x2=pct(x), y1=_height(row, base), y2=base)


def _mark(x: float, row: int, step: Due, base: int) -> SafeString:
    height = _height(row, base)
    number = tag(
        "text",
        str(step.number),
        class_=f"s-number s-number--{step.state}",
        x=pct(x),
        y=height,
        dy=4,
        text_anchor="middle",
    )
    name = tag("title", f"{step.number}: {step.title}, {day(step.on, step.on)}")
    return tag("g", joined((name, _disc(pct(x), str(height), step.state, 10), number)))


@dataclass(frozen=True, slots=True)
class _Line:
    first: date
    last: date

    def x(self, on: date) -> float:
        """Where a day stands, with air at both ends so that marks are whole."""
        span = (self.last - self.first).days
        part = min(max((on - self.first).days / span, 0.0), 1.0)
        return 2.0 + part * 96.0

    def passed(self, today: date, base: int) -> SafeString:
        whole = tag("line", "", class_="s-line", x1="0", x2="100%", y1=base, y2=base)
        if today < self.first:
            return whole
        end = "100%" if today > self.last else pct(self.x(today))
        return joined((whole, tag("line", "", class_="s-passed", x1="0", x2=end, y1=base, y2=base)))

    def months(self, base: int) -> SafeString:
        """The ends, and the first of each month that is far enough from them."""
        days = [self.first, self.last]
        month = (self.first.replace(day=1) + timedelta(days=32)).replace(day=1)
        while month < self.last:
            if min((month - self.first).days, (self.last - month).days) >= 12:
                days.append(month)
            month = (month + timedelta(days=32)).replace(day=1)
        ends = {self.first: ("start", "0"), self.last: ("end", "100%")}
        parts = []
        for on in days:
            anchor, x = ends.get(on, ("middle", pct(self.x(on))))
            parts.append(text(day(on, self.last), x, str(base), 20, anchor))
        return joined(parts)

    def today(self, today: date, base: int) -> SafeString:
        if not self.first <= today <= self.last:
            return SafeString("")
        x = self.x(today)
        anchor = "end" if x > 50 else "start"
        shift = -1.0 if x > 50 else 1.0
        return joined(
            (
                tag("line", "", class_="s-today", x1=pct(x), x2=pct(x), y1="0", y2=base + 6),
                text("today", pct(x + shift), "0", 11, anchor, "c-note"),
            )
        )

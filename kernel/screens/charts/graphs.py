"""A graph as a picture: boxes in rows, and links between them with words and widths."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.safestring import SafeString

from .layers import BOX, Layout, Pair, Spot, layered
from .parts import Chart, Key, Table
from .svg import joined, pct, short, tag

Tone = Literal["", "strong", "warn", "quiet"]
MOST_NODES = 60
LINE, SMALL, PAD = 15, 14, 9  # pixels of a line of the title, of one below it, around both
GAP, WORDED_GAP, AROUND = 34, 66, 10
UNIT, LETTER = 104, 6.5  # pixels that a box has on a phone, and that one letter takes
TITLE_LINES = 3
WIDEST = 12
SPREAD = 0.7  # part of a box's edge over which its links are spread
HEIGHTS = (0.5, 0.26, 0.74, 0.38, 0.62)  # where words may stand between two rows
WORDS_WIDE, WORDS_TALL = 0.72, 15  # in widths of a box, and in pixels


@dataclass(frozen=True, slots=True)
class Node:
    """A box: its title and short lines below it. "strong" is on the way, "warn" in the way."""

    key: str
    title: str
    lines: Sequence[str] = ()
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link with the words beside it. `weight` decides what leads down and how wide it is."""

    source: str
    target: str
    words: str = ""
    weight: float = 1.0
    tone: Tone = ""


def graph(
    nodes: Sequence[Node],
    links: Sequence[Link],
    *,
    finding: str,
    table: Table,
    legend: Sequence[Key] = (),
) -> Chart:
    """Boxes in rows from top to bottom; links that close a circle lead up and are dashed.

    Legible on a phone: a graph that is too wide for it scrolls. A link from a box to itself is
    a loop at its side. Raises ValueError without a node, beyond 60 nodes, and where a link has
    an end without a node.
    """
    if not nodes or len(nodes) > MOST_NODES:
        raise ValueError(f"{len(nodes)} boxes: 1 to {MOST_NODES} can be drawn")
    weights = {(one.source, one.target): max(one.weight, 1e-9) for one in links}
    sheet = _Sheet.of(nodes, links, layered([node.key for node in nodes], weights))
    drawn = joined(
        (
            tag("title", finding),
            tag(
                "svg",
                joined(sheet.line(one) for one in links),
                viewBox=f"0 0 100 {sheet.height}",
                preserveAspectRatio="none",
                width="100%",
                height=sheet.height,
                overflow="visible",
            ),
            *(sheet.box(node) for node in nodes),
            *(sheet.arrow(one) for one in links),
            *(sheet.label(one) for one in links if one.words),
        )
    )
    columns = min(max(round(sheet.layout.width + 0.49), 1), WIDEST)
    svg = tag("svg", drawn, class_=f"graph__plot graph--{columns}", height=sheet.height, role="img")
    name = f"Drawing: {table.caption}"
    drawing = tag("div", svg, class_="graph", tabindex="0", role="region", aria_label=name)
    return Chart(drawing, legend, table)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Places in percent across and pixels down."""

    layout: Layout
    width: float
    tops: Sequence[int]
    tall: Sequence[int]
    height: int
    titles: Mapping[str, Sequence[str]]
    ports: Mapping[tuple[Pair, str], float]
    heights: Mapping[Pair, float]
    heaviest: float

    @classmethod
    def of(cls, nodes: Sequence[Node], links: Sequence[Link], layout: Layout) -> _Sheet:
        width = max(layout.width, 1.6)
        shift = (width - layout.width) / 2
        layout = replace(
            layout,
            width=width,
            boxes={key: replace(spot, x=spot.x + shift) for key, spot in layout.boxes.items()},
            ways={
                pair: tuple(replace(spot, x=spot.x + shift) for spot in way)
                for pair, way in layout.ways.items()
            },
        )
        letters = int(UNIT * max(1.0, 3.2 / width) * 0.92 / LETTER)
        titles = {node.key: _wrapped(node.title, letters) for node in nodes}
        tall = [0] * layout.rows
        for node in nodes:
            row = layout.boxes[node.key].row
            needs = 2 * PAD + LINE * len(titles[node.key]) + SMALL * len(node.lines)
            tall[row] = max(tall[row], needs)
        gap = WORDED_GAP if any(one.words for one in links) else GAP
        tops, down = [], AROUND
        for height in tall:
            tops.append(down)
            down += height + gap
        ports = _ports(layout)
        heaviest = max((one.weight for one in links), default=1.0) or 1.0
        heights = _heights(layout, ports, [(one.source, one.target) for one in links if one.words])
        return cls(layout, width, tops, tall, down - gap + AROUND, titles, ports, heights, heaviest)

    def x(self, at: float) -> float:
        return at / self.width * 100

    def box(self, node: Node) -> SafeString:
        """The box with its lines in its middle; the whole words as its title."""
        spot = self.layout.boxes[node.key]
        left, wide = self.x(spot.x - BOX / 2), self.x(BOX)
        top, tall = self.tops[spot.row], self.tall[spot.row]
        title = self.titles[node.key]
        used = LINE * len(title) + SMALL * len(node.lines)
        y = top + (tall - used) / 2
        words = [tag("title", ", ".join((node.title, *node.lines)))]
        tone = f" g-box--{node.tone}" if node.tone else ""
        words.append(
            tag("rect", "", class_=f"g-box{tone}", x=pct(left), y=top, width=pct(wide),
                height=tall, rx=6)
        )  # fmt: skip
        for n, line in enumerate(title):
            words.append(_line(line, self.x(spot.x), y + LINE * n + 12, "g-title"))
        y += LINE * len(title)
        for n, line in enumerate(node.lines):
            words.append(_line(line, self.x(spot.x), y + SMALL * n + 11, "g-line"))
        return tag("g", joined(words))

    def line(self, link: Link) -> SafeString:
        """The link's curve, as wide as its part of the heaviest."""
        pair = link.source, link.target
        tone = f" g-link--{link.tone}" if link.tone else ""
        tone += " g-link--back" if pair in self.layout.back else ""
        wide = short(1.25 + 2.25 * link.weight / self.heaviest) if link.weight != 1 else "1.25"
        if pair not in self.layout.ways:
            return tag("path", "", class_=f"g-link{tone}", d=self._loop(pair[0]), stroke_width=wide)
        return tag("path", "", class_=f"g-link{tone}", d=self._curve(pair), stroke_width=wide)

    def arrow(self, link: Link) -> SafeString:
        """The head of the link, in pixels so that it keeps its shape."""
        pair = link.source, link.target
        tone = f" g-head--{link.tone}" if link.tone else ""
        if pair not in self.layout.ways:
            spot = self.layout.boxes[pair[0]]
            x, y = self.x(spot.x + BOX / 2), self.tops[spot.row] + self.tall[spot.row] * 2 / 3
            head = "M6 -4L0 0L6 4"
        else:
            x, y = self._ends(pair)[1]
            head = "M-4 6L0 0L4 6" if pair in self.layout.back else "M-4 -6L0 0L4 -6"
        drawn = tag("path", "", class_=f"g-head{tone}", d=head)
        return tag("svg", drawn, x=pct(x), y=round(y), overflow="visible")

    def label(self, link: Link) -> SafeString:
        """The words on the link, between its first two rows."""
        pair = link.source, link.target
        tone = f" g-words--{link.tone}" if link.tone else ""
        if pair not in self.layout.ways:
            spot = self.layout.boxes[pair[0]]
            x, y = self.x(spot.x + BOX / 2), self.tops[spot.row] + self.tall[spot.row] + 12.0
            return _line(link.words, x, y, f"g-words{tone}")
        points = self._points(pair)
        turned = points[::-1] if pair in self.layout.back else points
        (x1, y1), (x2, y2) = turned[0], turned[1]
        t = self.heights[pair]
        x = x1 + (x2 - x1) * _eased(t)
        return _line(link.words, x, y1 + (y2 - y1) * t + 4, f"g-words{tone}")

    def _ends(self, pair: Pair) -> tuple[tuple[float, float], tuple[float, float]]:
        """Where a link leaves its source and reaches its target."""
        first, last = self.layout.ways[pair][0], self.layout.ways[pair][-1]
        upwards = pair in self.layout.back

        def edge(spot: Spot, end: str, below: bool) -> tuple[float, float]:
            y = self.tops[spot.row] + (self.tall[spot.row] if below else 0)
            return self.x(spot.x + self.ports[pair, end]), float(y)

        return edge(first, "source", not upwards), edge(last, "target", upwards)

    def _points(self, pair: Pair) -> list[tuple[float, float]]:
        """The link's ends, and two points in each row that it passes."""
        start, stop = self._ends(pair)
        points = [start]
        for spot in self.layout.ways[pair][1:-1]:
            top = self.tops[spot.row]
            passed = [
                (self.x(spot.x), float(top)),
                (self.x(spot.x), float(top + self.tall[spot.row])),
            ]
            points += passed[::-1] if pair in self.layout.back else passed
        return [*points, stop]

    def _curve(self, pair: Pair) -> str:
        points = self._points(pair)
        x, y = points[0]
        parts = [f"M{short(x)} {short(y)}"]
        for n, (x2, y2) in enumerate(points[1:]):
            if n % 2 == 0:
                middle = (y + y2) / 2
                parts.append(
                    f"C{short(x)} {short(middle)} {short(x2)} {short(middle)} "
                    f"{short(x2)} {short(y2)}"
                )
            else:
                parts.append(f"L{short(x2)} {short(y2)}")
            x, y = x2, y2
        return "".join(parts)

    def _loop(self, key: str) -> str:
        """Out of the right edge of a box and back into it."""
        spot = self.layout.boxes[key]
        x, top, tall = self.x(spot.x + BOX / 2), self.tops[spot.row], self.tall[spot.row]
        out = x + self.x(0.14)
        high, low = top + tall / 3, top + tall * 2 / 3
        bend = f"{short(out)} {short(high - 6)} {short(out)} {short(low + 6)}"
        return f"M{short(x)} {short(high)}C{bend} {short(x)} {short(low)}"


def _ports(layout: Layout) -> dict[tuple[Pair, str], float]:
    """Where each link meets its boxes, from their middles.

    Links at one edge of a box stand beside each other in the order of where they lead.
    """
    edges: dict[tuple[int, float, bool], list[tuple[float, Pair, str]]] = defaultdict(list)
    for pair, way in layout.ways.items():
        upwards = pair in layout.back
        first, last = way[0], way[-1]
        edges[first.row, first.x, not upwards].append((way[1].x, pair, "source"))
        edges[last.row, last.x, upwards].append((way[-2].x, pair, "target"))
    ports = {}
    for met in edges.values():
        met.sort(key=lambda one: (one[0], sorted(one[1])))
        for n, (_, pair, end) in enumerate(met):
            ports[pair, end] = ((n + 1) / (len(met) + 1) - 0.5) * BOX * SPREAD * (len(met) > 1)
    return ports


def _heights(
    layout: Layout, ports: Mapping[tuple[Pair, str], float], worded: Sequence[Pair]
) -> dict[Pair, float]:
    """How far down between its first two rows the words of each link stand, clear of others."""
    found: dict[Pair, float] = {}
    taken: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for pair in worded:
        if pair not in layout.ways:
            continue
        way = layout.ways[pair]
        ends = (way[0].x + ports[pair, "source"], way[-1].x + ports[pair, "target"])
        if pair in layout.back:
            way, ends = way[::-1], ends[::-1]
        start, stop = ends[0], ends[1] if len(way) == 2 else way[1].x
        free = taken[way[0].row]

        def clash(t: float, start: float = start, stop: float = stop) -> float:
            x, y = start + (stop - start) * _eased(t), t * WORDED_GAP
            return sum(
                (1 - abs(x - other) / WORDS_WIDE) * (1 - abs(y - high) / WORDS_TALL)
                for other, high in free  # noqa: B023  called within the turn
                if abs(x - other) < WORDS_WIDE and abs(y - high) < WORDS_TALL
            )

        best = min(HEIGHTS, key=clash)
        found[pair] = best
        free.append((start + (stop - start) * _eased(best), best * WORDED_GAP))
    return found


def _eased(t: float) -> float:
    """How far across a link's curve is when it is so far down."""
    return t * t * (3 - 2 * t)


def _wrapped(words: str, letters: int) -> list[str]:
    """At most three lines; what is longer ends in an ellipsis."""
    lines = textwrap.wrap(words, letters) or [words]
    if len(lines) > TITLE_LINES:
        kept = lines[:TITLE_LINES]
        kept[-1] = f"{kept[-1][: letters - 1]}…"
        return kept
    return lines


def _line(words: str, x: float, y: float, class_: str) -> SafeString:
    return tag("text", words, class_=class_, x=pct(x), y=round(y), text_anchor="middle")

"""Where the boxes of a drawn graph stand: in rows, each link leading down where it can.

Sugiyama, Tagawa and Toda (1981), IEEE Transactions on Systems, Man and Cybernetics 11: circles
are opened, rows follow the longest way, links over several rows get a place in each, places in a
row are ordered by the middle of their neighbours, and then moved as near to these as the row
allows. The same graph is always laid out alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Pair = tuple[str, str]
BOX, LANE, AIR = 1.0, 0.2, 0.16  # widths of a box, of a link passing a row, and between the two
ORDERINGS = 12
SETTLINGS = 17
IMPROVEMENTS = 4
EDGE = 0.03  # air at both sides, so that frames are whole


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: its row from the top, and its middle in widths of a box from the left edge."""

    row: int
    x: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of the boxes, and the places that each link passes, from its source to its target.

    `width` is in widths of a box. `back` are the links that lead up, since they close a circle.
    """

    rows: int
    width: float
    boxes: Mapping[str, Spot]
    ways: Mapping[Pair, tuple[Spot, ...]]
    back: frozenset[Pair]


def layered(names: Sequence[str], links: Mapping[Pair, float]) -> Layout:
    """Lay out boxes by their names and links by their weights; heavy links lead down.

    A link from a box to itself has no way. Raises ValueError where a link has an end without a
    box.
    """
    known = set(names)
    for source, target in links:
        if not {source, target} <= known:
            raise ValueError(f"{source} → {target} leads to a box that is not there")
    proper = {pair: weight for pair, weight in links.items() if pair[0] != pair[1]}
    order = _improved(_sequence(names, proper), proper)
    back = {(a, b) for a, b in proper if order[a] > order[b]}
    turned = [(b, a) if (a, b) in back else (a, b) for a, b in proper]
    down = sorted(zip(turned, proper, strict=True),
                  key=lambda one: (order[one[0][0]], order[one[0][1]], one[1]))  # fmt: skip
    row = _rows(sorted(names, key=order.__getitem__), [ends for ends, _ in down])
    grid = _Grid(names, row, down, proper)
    grid.order()
    x, width = grid.settle()
    spots = {place: Spot(grid.row[place], x[place]) for place in grid.row}
    ways = {}
    for pair in proper:
        way = tuple(spots[place] for place in grid.way[pair])
        ways[pair] = way[::-1] if pair in back else way
    boxes = {name: spots[name,] for name in names}
    return Layout(max(row.values(), default=-1) + 1, width, boxes, ways, frozenset(back))


def _sequence(names: Sequence[str], links: Mapping[Pair, float]) -> dict[str, int]:
    """A place for each box such that little weight leads back; none where there is no circle.

    Eades, Lin and Smyth (1993), Information Processing Letters 47: ends last, starts first, then
    whatever gives out most more than it takes.
    """
    rank = {name: n for n, name in enumerate(names)}
    left = set(names)
    out: dict[str, dict[str, float]] = {name: {} for name in names}
    into: dict[str, dict[str, float]] = {name: {} for name in names}
    for (a, b), weight in links.items():
        out[a][b] = into[b][a] = weight
    first: list[str] = []
    last: list[str] = []

    def take(name: str, where: list[str]) -> None:
        left.discard(name)
        where.append(name)
        for other in out[name]:
            into[other].pop(name, None)
        for other in into[name]:
            out[other].pop(name, None)

    while left:
        waiting = sorted(left, key=rank.__getitem__)
        ends = [name for name in waiting if not out[name]]
        starts = [name for name in waiting if not into[name] and out[name]]
        if starts:
            take(starts[0], first)
        elif ends:
            take(ends[-1], last)
        else:
            take(max(waiting, key=lambda n: sum(out[n].values()) - sum(into[n].values())), first)
    return {name: n for n, name in enumerate([*first, *reversed(last)])}


def _improved(order: dict[str, int], links: Mapping[Pair, float]) -> dict[str, int]:
    """The same with each box moved to where the least weight leads back, while that helps."""
    line = sorted(order, key=order.__getitem__)
    for _ in range(IMPROVEMENTS):
        before = list(line)
        for name in before:
            line.remove(name)
            gain = {other: links.get((name, other), 0.0) for other in line}
            loss = {other: links.get((other, name), 0.0) for other in line}
            costs = [sum(loss.values())]
            for other in line:
                costs.append(costs[-1] + gain[other] - loss[other])
            here = before.index(name) if len(line) + 1 == len(before) else 0
            here = min(here, len(line))
            least = min(costs)
            line.insert(here if costs[here] <= least + 1e-9 else costs.index(least), name)
        if line == before:
            break
    return {name: n for n, name in enumerate(line)}


def _rows(order: Sequence[str], down: Sequence[Pair]) -> dict[str, int]:
    """Each box right below the lowest that leads to it."""
    before: dict[str, list[str]] = defaultdict(list)
    for a, b in down:
        before[b].append(a)
    row: dict[str, int] = {}
    for name in order:
        row[name] = max((row[one] + 1 for one in before[name]), default=0)
    return row


Place = tuple[str] | tuple[str, str, int]


class _Grid:
    """Rows of places: a box is `(name,)`, a link passing a row `(source, target, row)`."""

    def __init__(
        self,
        names: Sequence[str],
        row: Mapping[str, int],
        down: Sequence[tuple[Pair, Pair]],
        weights: Mapping[Pair, float],
    ) -> None:
        self.row: dict[Place, int] = {(name,): row[name] for name in names}
        self.way: dict[Pair, tuple[Place, ...]] = {}
        self.up: dict[Place, list[Place]] = defaultdict(list)
        self.down: dict[Place, list[Place]] = defaultdict(list)
        self.weight: dict[tuple[Place, Place], float] = {}
        for (top, bottom), pair in down:
            passed: list[Place] = [(*pair, n) for n in range(row[top] + 1, row[bottom])]
            self.row |= {place: n for n, place in enumerate(passed, start=row[top] + 1)}
            way: tuple[Place, ...] = ((top,), *passed, (bottom,))
            self.way[pair] = way
            for one, other in pairwise(way):
                self.down[one].append(other)
                self.up[other].append(one)
                self.weight[one, other] = self.weight[other, one] = weights[pair]
        self.rows: list[list[Place]] = [[] for _ in range(max(row.values(), default=-1) + 1)]
        for place, n in self.row.items():
            self.rows[n].append(place)

    def order(self) -> None:
        """Order each row by the middle of its neighbours, downwards and upwards in turn."""
        best, crossed = [list(row) for row in self.rows], self._crossings()
        for turn in range(ORDERINGS):
            if not crossed:
                break
            rows, near = (self.rows, self.up) if turn % 2 == 0 else (self.rows[::-1], self.down)
            for above, row in pairwise(rows):
                at = {place: n for n, place in enumerate(above)}
                middle = {
                    place: sum(at[one] for one in near[place]) / len(near[place])
                    if near[place]
                    else float(n)
                    for n, place in enumerate(row)
                }
                row.sort(key=middle.__getitem__)
            now = self._crossings()
            if now < crossed:
                best, crossed = [list(row) for row in self.rows], now
        self.rows = best

    def _crossings(self) -> int:
        """How often links between neighbouring rows cross."""
        count = 0
        for above, below in pairwise(self.rows):
            at = {place: n for n, place in enumerate(below)}
            ends = [at[one] for place in above for one in sorted(self.down[place], key=at.get)]  # type: ignore[arg-type]
            count += sum(a > b for n, a in enumerate(ends) for b in ends[n + 1 :])
        return count

    def settle(self) -> tuple[dict[Place, float], float]:
        """Middles of all places from the left edge, and the whole width."""
        x: dict[Place, float] = {}
        for row in self.rows:
            x |= _packed(row, [0.0] * len(row), [1.0] * len(row))
        for turn in range(SETTLINGS):
            rows, near = (self.rows, self.up) if turn % 2 == 0 else (self.rows[::-1], self.down)
            for row in rows:
                wanted = [self._middle(place, near[place], x) for place in row]
                weights = [2.0 if len(place) == 3 else 1.0 for place in row]
                x |= _packed(row, wanted, weights)
        left = min((x[place] - _width(place) / 2 for place in x), default=0.0) - EDGE
        right = max((x[place] + _width(place) / 2 for place in x), default=0.0) + EDGE
        return {place: at - left for place, at in x.items()}, right - left

    def _middle(self, place: Place, near: Sequence[Place], x: Mapping[Place, float]) -> float:
        """The mean of its neighbours by weight; where it stands, without any."""
        if not near:
            return x[place]
        weights = [self.weight[place, one] for one in near]
        return sum(x[one] * w for one, w in zip(near, weights, strict=True)) / sum(weights)


def _width(place: Place) -> float:
    return BOX if len(place) == 1 else LANE


def _packed(
    row: Sequence[Place], wanted: Sequence[float], weights: Sequence[float]
) -> dict[Place, float]:
    """Places in their order, as near to what is wanted as their widths allow (least squares).

    With the widths taken out it is an isotonic regression: neighbours that would overlap are
    pooled at their common mean.
    """
    offsets = [0.0]
    for one, other in pairwise(row):
        offsets.append(offsets[-1] + (_width(one) + _width(other)) / 2 + AIR)
    pools: list[tuple[float, float, int]] = []
    for want, weight, offset in zip(wanted, weights, offsets, strict=False):
        mean, total, count = want - offset, weight, 1
        while pools and pools[-1][0] > mean:
            before, heavy, many = pools.pop()
            mean = (before * heavy + mean * total) / (heavy + total)
            total, count = heavy + total, many + count
        pools.append((mean, total, count))
    placed = [mean for mean, _, count in pools for _ in range(count)]
    return {place: at + offset for place, at, offset in zip(row, placed, offsets, strict=False)}

"""Axes: round steps, and which days carry a label."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

SMALLEST: Final = 1e-6  # a span below this is drawn as none
DAY_STEPS: Final = (1, 2, 3, 5, 7, 10, 14, 21, 28, 30, 60, 90, 180, 365)


@dataclass(frozen=True, slots=True)
class Scale:
    """`low` to `high` in the value's own unit, with the ticks between them."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Where a value stands, 0 at `low` and 100 at `high`."""
        if self.high == self.low:
            return 50.0
        return (value - self.low) / (self.high - self.low) * 100


def nice_step(span: float, parts: int = 4) -> float:
    """The smallest of 1, 2, 2.5, 3, 5 times a power of ten that covers `span` in `parts`."""
    raw = span / parts
    power = 10.0 ** math.floor(math.log10(raw))
    for factor in (1, 2, 2.5, 3, 5):
        if raw <= factor * power * (1 + 1e-9):
            return factor * power
    return 10 * power


def amounts(largest: float, smallest: float = 0.0) -> Scale:
    """An axis for amounts: from zero, three to five grid lines; below zero where there is debt."""
    top, bottom = max(largest, 0.0), min(smallest, 0.0)
    if top - bottom < SMALLEST:
        return Scale(0.0, 1.0, (0.0, 1.0))
    step = nice_step(top - bottom)
    first, last = math.floor(bottom / step + 1e-9), math.ceil(top / step - 1e-9)
    ticks = tuple(round(n * step, 10) for n in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def around_zero(low: float, high: float) -> Scale:
    """An axis for effects: zero is on it, with air on both sides."""
    bottom, top = min(low, 0.0), max(high, 0.0)
    span = top - bottom if top - bottom >= SMALLEST else 1.0
    step = nice_step(span)
    edges = bottom - 0.12 * span, top + 0.12 * span
    ticks = tuple(
        round(n * step, 10)
        for n in range(math.ceil(edges[0] / step), math.floor(edges[1] / step) + 1)
    )
    return Scale(edges[0], edges[1], ticks)


def within(low: float, high: float) -> Scale:
    """An axis for rates beside each other: only as wide as they are."""
    span = (high - low) or abs(high) or 1.0
    return Scale(low - 0.08 * span, high + 0.08 * span, ())


def labelled(count: int) -> list[int]:
    """Which of `count` points carry a date: about five, the first and the last among them."""
    if count <= 1:
        return list(range(count))
    step = next((s for s in DAY_STEPS if (count - 1) / s <= 4.5), DAY_STEPS[-1])
    kept = [n for n in range(0, count - 1, step) if count - 1 - n >= 0.6 * step]
    return [*(kept or [0]), count - 1]

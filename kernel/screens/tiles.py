"""Tiles of a dashboard: which figure each holds, and how it stands against an earlier period."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from kernel.core.facts import Fact
from kernel.formats import Change, Notation

KINDS = {"money": "money", "fraction": "percent"}
"""How the notation calls a fact's unit; all others are plain numbers."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile: its figure, the columns of its sparkline, and which direction is good."""

    name: str
    figure: str
    column: str
    below: str = ""
    better: Literal["up", "down", ""] = ""
    digits: int = 0


def changed(
    tile: Tile, now: Fact, before: Fact | None, notes: Notation, *, base_events: int | None = None
) -> Change | None:
    """The change on the earlier figure; None where there is none.

    `base_events` is how many events the earlier figure rests on, where few make it a poor base.
    """
    if before is None:
        return None
    return notes.change(
        now.value,  # type: ignore[arg-type]
        before.value,  # type: ignore[arg-type]
        of=KINDS.get(now.unit, "number"),
        digits=tile.digits,
        kind="rate" if now.unit == "fraction" else "relative",
        better=tile.better,
        clear=is_clear(now, before),
        base_events=base_events,
    )


def is_clear(now: Fact, before: Fact) -> bool:
    """Whether the difference of two figures with intervals leaves zero out.

    Limits by square-and-add (Zou and Donner 2008, Statistics in Medicine 27, 1693-1702). Totals
    have no interval: they are what they are.
    """
    one, two = now.interval, before.interval
    if one is None or two is None:
        return True
    assert isinstance(now.value, int | float)
    assert isinstance(before.value, int | float)
    difference = now.value - before.value
    below = difference - math.hypot(now.value - one.low, two.high - before.value)
    above = difference + math.hypot(one.high - now.value, before.value - two.low)
    return not below <= 0 <= above


def written(notes: Notation, *, money: bool) -> Callable[[float], str]:
    """How a chart writes the values of its marks."""
    return lambda value: notes.money(round(value)) if money else notes.number(value)


def written_short(notes: Notation, *, money: bool) -> Callable[[float], str]:
    """How a chart writes the values at its axis."""
    return lambda value: notes.money_short(round(value)) if money else notes.short(value)

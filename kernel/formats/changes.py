"""A figure against its earlier value: arrow, size, and what it is measured on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from .numbers import Number, number, percent, pp

SMALL_BASE: Final = 20
Better = Literal["up", "down", ""]
Kind = Literal["relative", "absolute", "rate"]
WORDS: Final = {"up": "↑ ", "down": "↓ ", "": ""}


@dataclass(frozen=True, slots=True)
class Change:
    """`arrow` is "up", "down" or ""; `tone` "good", "bad" or ""; `base` the earlier value."""

    size: str
    arrow: str = ""
    base: str = ""
    tone: str = ""

    def __str__(self) -> str:
        """ "↑ 5.7% on €218,900", "no clear change", "14, was 9"."""
        return WORDS[self.arrow] + self.size + (f" on {self.base}" if self.base else "")


def change(
    now: Number | None,
    before: Number | None,
    show: Callable[[Number], str] = number,
    *,
    kind: Kind = "relative",
    better: Better = "",
    clear: bool = True,
    base_events: int | None = None,
    number_format: str = "en",
) -> Change:
    """The change from `before` to `now`, said as it may be said.

    show: writes a value, for the base and for absolute sizes.
    kind: "relative" in percent, "absolute" in the value's own unit, "rate" in pp.
    better: the direction that is good in itself; spend has none.
    clear: False when the interval of the difference covers zero.
    base_events: how many events `before` counts or rests on; under 20 no percentage is given,
    both values are.
    """
    if now is None:
        return Change("no data")
    if before is None:
        return Change("no earlier value")
    difference = Decimal(str(now)) - Decimal(str(before))
    if not clear:
        return Change("no clear change", base=show(before))
    small = base_events is not None and base_events < SMALL_BASE
    if kind == "relative" and (small or before == 0):
        return Change(f"{show(now)}, was {show(before)}")
    size = _size(difference, before, show, kind, number_format)
    if size == _size(Decimal(0), before, show, kind, number_format):
        return Change("no change", base=show(before))
    arrow = "up" if difference > 0 else "down"
    tone = "" if not better else "good" if arrow == better else "bad"
    return Change(size, arrow, show(before), tone)


def _size(
    difference: Decimal,
    before: Number,
    show: Callable[[Number], str],
    kind: Kind,
    number_format: str,
) -> str:
    if kind == "rate":
        return pp(abs(difference), number_format=number_format)
    if kind == "absolute":
        return show(abs(difference))
    return percent(abs(difference / Decimal(str(before))), 1, number_format)

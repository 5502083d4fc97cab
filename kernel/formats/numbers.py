"""Plain numbers, rates and intervals, in the marks of a workspace's number format."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

Number = int | float | Decimal

MINUS: Final = "\u2212"
NO_DATA: Final = "no data"
NARROW_SPACE: Final = "\u202f"
MARKS: Final[dict[str, tuple[str, str]]] = {
    "en": (",", "."),
    "de": (".", ","),
    "fr": (NARROW_SPACE, ","),
    "ch": ("\u2019", "."),
}


def marks(number_format: str) -> tuple[str, str]:
    """Thousands and decimal mark. Raises ValueError for an unknown number format."""
    try:
        return MARKS[number_format]
    except KeyError:
        known = ", ".join(MARKS)
        raise ValueError(f"unknown number format {number_format!r}, known are {known}") from None


def rounded(value: Number, digits: int) -> Decimal:
    """`value` to `digits` decimals, halves away from zero, as printed figures are read.

    A float is taken by its shortest decimal form: 0.575 is 0.575, not 0.57499….
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"{value} is no number that can be shown")
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _written(value: Decimal, number_format: str) -> str:
    thousands, point = marks(number_format)
    text = f"{abs(value):,f}"
    return text.translate({ord(","): thousands, ord("."): point})


def _sign(value: Decimal, show_plus: bool) -> str:
    if value < 0:
        return MINUS
    return "+" if show_plus and value > 0 else ""


def number(
    value: Number | None,
    digits: int = 0,
    number_format: str = "en",
    *,
    plus: bool = False,
    missing: str = NO_DATA,
) -> str:
    """`1440` → "1,440"; `5.51` with 2 digits → "5.51"; None → `missing`."""
    if value is None:
        return missing
    shown = rounded(value, digits)
    return _sign(shown, plus) + _written(shown, number_format)


def signed(value: Number, digits: int = 0, number_format: str = "en") -> str:
    """A difference: "+76" or "−76"; zero has no sign."""
    return number(value, digits, number_format, plus=True)


def short_number(value: Number, number_format: str = "en") -> str:
    """Axis size: 950 → "950", 12000 → "12k", 1_500_000 → "1.5M"."""
    size = abs(Decimal(str(value)))
    for step, letter in ((10**9, "bn"), (10**6, "M"), (10**3, "k")):
        if size >= step:
            scaled = Decimal(str(value)) / step
            digits = 0 if scaled == scaled.to_integral_value() or abs(scaled) >= 100 else 1
            return number(scaled, digits, number_format) + letter
    digits = 0 if size == size.to_integral_value() else 2 if size < 1 else 1
    return number(value, digits, number_format)


def percent(
    fraction: Number | None,
    digits: int | None = None,
    number_format: str = "en",
    *,
    plus: bool = False,
    missing: str = NO_DATA,
) -> str:
    """A fraction 0..1 as percent. Rates under 10% keep two digits, others one, none and all none.

    `0.0299` → "2.99%", `0.49` → "49.0%", `0` → "0%", `1` → "100%".
    """
    if fraction is None:
        return missing
    hundredfold = Decimal(str(fraction)) * 100
    if digits is None and hundredfold in (0, 100):
        digits = 0
    if digits is None:
        digits = 2 if abs(hundredfold) < 10 else 1
    return number(hundredfold, digits, number_format, plus=plus) + "%"


def share(fraction: Number | None, number_format: str = "en", *, missing: str = NO_DATA) -> str:
    """A fraction 0..1 as percent the way somebody typed it, without zeros that say nothing.

    `0.05` → "5%", `0.0025` → "0.25%".
    """
    if fraction is None:
        return missing
    exact = (Decimal(str(fraction)) * 100).normalize()
    digits = max(0, -int(exact.as_tuple().exponent))
    return number(exact, digits, number_format) + "%"


def pp(
    difference: Number | None,
    digits: int | None = None,
    number_format: str = "en",
    *,
    plus: bool = False,
    missing: str = NO_DATA,
) -> str:
    """A difference of two rates in percentage points: `-0.0005` → "−0.05 pp"."""
    if difference is None:
        return missing
    hundredfold = Decimal(str(difference)) * 100
    if digits is None:
        digits = 2 if abs(hundredfold) < 1 else 1
    return number(hundredfold, digits, number_format, plus=plus) + "\u00a0pp"


def count(n: int | None, one: str, many: str = "", number_format: str = "en") -> str:
    """`1, "task"` → "1 task"; `47, "task"` → "47 tasks"; `0, "task"` → "no tasks"."""
    plural = many or f"{one}s"
    if n is None:
        return f"{plural}: {NO_DATA}"
    if n == 0:
        return f"no {plural}"
    return f"{number(n, 0, number_format)} {one if n == 1 else plural}"


def ordinal_range(first: int, last: int, total: int, noun: str, number_format: str = "en") -> str:
    """A pager's own words: "1 to 12 of 47 tasks"."""
    show = [number(n, 0, number_format) for n in (first, last, total)]
    return f"{show[0]} to {show[1]} of {show[2]} {noun}"


def interval(
    low: Number,
    high: Number,
    show: Callable[[Number], str],
    level: float | None = None,
    by: str = "",
) -> str:
    """`41, 111, number, .8, "28 Feb"` → "80%: 41 to 111, by 28 Feb"."""
    text = f"{show(low)} to {show(high)}"
    if level is not None:
        text = f"{Decimal(str(level)) * 100:.0f}%: {text}"
    return f"{text}, by {by}" if by else text

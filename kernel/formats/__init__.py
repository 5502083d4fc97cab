"""Numbers, money, changes and dates as they are written on every screen. Pure functions."""

from .changes import Change, change
from .currencies import exponent, major, money, money_short, symbol
from .dates import clock, day, day_range, duration, elapsed, long_day, month, when
from .notation import Notation
from .numbers import (
    MINUS,
    NO_DATA,
    count,
    interval,
    number,
    ordinal_range,
    percent,
    pp,
    short_number,
    signed,
)

__all__ = [
    "MINUS",
    "NO_DATA",
    "Change",
    "Notation",
    "change",
    "clock",
    "count",
    "day",
    "day_range",
    "duration",
    "elapsed",
    "exponent",
    "interval",
    "long_day",
    "major",
    "money",
    "money_short",
    "month",
    "number",
    "ordinal_range",
    "percent",
    "pp",
    "short_number",
    "signed",
    "symbol",
    "when",
]

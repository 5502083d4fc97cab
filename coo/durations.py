"""Working time in words, the same on every screen."""

from __future__ import annotations

from coo.analysis.items import HOUR
from kernel.formats import Notation


def hours_words(seconds: float, notes: Notation) -> str:
    """ "3.5 work hours", "41 work hours"."""
    hours = abs(seconds) / HOUR
    shown = notes.number(hours, places(hours))
    return f"{shown} work hour{'' if shown == '1' else 's'}"


def places(hours: float) -> int:
    """A decimal only where it says something: 3.5, but 3 and 41."""
    return 0 if abs(hours) >= 20 or round(float(hours), 1).is_integer() else 1

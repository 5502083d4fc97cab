"""How finance's reports stand on their shelf."""

from __future__ import annotations

from datetime import date

from kernel.formats import month

BASIS = "Every one is on a cash basis."


def period_words(first: date, last: date) -> str:
    """A month by its name, several by their ends."""
    if (first.year, first.month) == (last.year, last.month):
        return month(first, long=True)
    return f"{month(first)} to {month(last)}"

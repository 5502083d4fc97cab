"""Months in files: 2026-03, 03/2026, March 2026, or any day of the month."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from kernel.resources.imports.columns import CellError, DayColumn, Reading, short

NAMES = (
    ("jan", "ene"), ("feb", "fév", "fev"), ("mar", "mär", "mrz"), ("apr", "avr", "abr"),
    ("may", "mai"), ("jun", "juin"), ("jul", "juil"), ("aug", "aoû", "aou", "ago"), ("sep",),
    ("oct", "okt"), ("nov",), ("dec", "dez", "déc", "dic"),
)  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})\Z", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})\Z", re.ASCII)
_NAMED = re.compile(r"([^\W\d_]{3,})\.?[ \-]+(\d{4})\Z")


@dataclass(frozen=True)
class MonthColumn(DayColumn):
    """A month, as its first day."""

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> dt.date:
        found = month_of(text.strip())
        try:
            return found or super().read(text, reading, row).replace(day=1)
        except CellError:
            raise CellError(f"{self.heading}: “{short(text)}” is no month as 2026-03.") from None

    def take(self, value: Any, reading: Reading, row: dict[str, Any]) -> dt.date:
        found = month_of(value) if isinstance(value, str) else None
        return found or super().take(value, reading, row).replace(day=1)


def month_of(text: str) -> dt.date | None:
    """The first day of a month that is written as one; None where the text is no month."""
    if found := _YEAR_FIRST.match(text):
        year, month = int(found[1]), int(found[2])
    elif found := _MONTH_FIRST.match(text):
        year, month = int(found[2]), int(found[1])
    elif found := _NAMED.match(text):
        year, month = int(found[2]), _number(found[1].casefold())
    else:
        return None
    return dt.date(year, month, 1) if year and 1 <= month <= 12 else None


def _number(name: str) -> int:
    """1 to 12, or 0 for a word that is no month."""
    for number, starts in enumerate(NAMES, start=1):
        if name.startswith(starts):
            return number
    return 0

"""Columns of times: with their own zone, or in the workspace's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from kernel.resources.imports.columns import CellError, DayColumn, Reading, short
from kernel.resources.imports.days import NotADayError, read_moment


@dataclass(frozen=True)
class MomentColumn(DayColumn):
    """A time. ``time`` names a column that gives the time of day where the cell has a day only.

    A day alone is its first moment, or its last minute where the column says by when (``until``);
    exports write such a day as midnight too.
    """

    time: str = ""
    until: bool = False
    late = True

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> Any:
        beside = str(row.get(self.time) or "") if self.time else ""
        words = text if not beside or ":" in text else f"{text} {beside}"
        try:
            found = read_moment(words, reading.zone, reading.day_order)
        except NotADayError:
            raise CellError(
                f"{self.heading}: “{short(words)}” is no time such as 2026-01-31 09:30."
            ) from None
        self.check(found)
        is_day = found.time() == dt.time() and found.tzinfo is reading.zone
        return found.replace(hour=23, minute=59) if self.until and is_day else found

    def take(self, value: Any, reading: Reading, row: dict[str, Any]) -> Any:
        try:
            found = dt.datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise CellError(f"{self.heading} is a time such as 2026-01-31T09:30:00Z.") from None
        self.check(found)
        return found if found.tzinfo else found.replace(tzinfo=reading.zone)

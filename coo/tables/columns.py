"""Columns that several lists have: hours of work, times that may pass."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from kernel.resources.columns import BAD, Look, MomentColumn, NumberColumn


class HoursColumn(NumberColumn):
    """Working hours, without zeros that say nothing."""

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": f"{plain_number(value, look)} h"}


class DueColumn(MomentColumn):
    """A due time, marked late by whole days as long as the row is open (`finished_at` is none)."""

    missing = "no due date"

    def shown(self, record: Any, value: dt.datetime, look: Look) -> dict[str, Any]:
        cell = super().shown(record, value, look)
        today = look.notation.today
        day = look.notation.local(value).date()
        if record.finished_at is None and today and day < today:
            late = look.notation.count((today - day).days, "day")
            cell |= {"tone": BAD, "note": f"{late} late"}
        return cell


def plain_number(value: Any, look: Look) -> str:
    """A number with the decimals that it has, two at most."""
    number = Decimal(value).quantize(Decimal("0.01")).normalize()
    return look.notation.number(number, max(0, -int(number.as_tuple().exponent)))

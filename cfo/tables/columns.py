"""Columns that several lists have."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from kernel.formats import Notation, month
from kernel.resources.columns import Look, NumberColumn, ResourceColumn


class MonthColumn(ResourceColumn):
    """A month, kept as its first day."""

    missing = "no month"

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": month(value)}

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        return value.isoformat() if isinstance(value, dt.date) else value


class QuantityColumn(NumberColumn):
    """Thousandths of a unit as units, without zeros that say nothing."""

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        units = self.plain(record, value, look.notation)
        digits = max(0, -int(units.as_tuple().exponent))
        return {"text": look.notation.number(units, digits)}

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        if value is None:
            return None
        units = (Decimal(value) / 1000).normalize()
        return units.quantize(Decimal(1)) if units == units.to_integral() else units

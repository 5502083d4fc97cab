"""Columns that several lists have."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kernel.formats import Notation
from kernel.formats.currencies import exponent
from kernel.resources.columns import Look, NumberColumn

MOST_DIGITS = 4


class SumColumn(NumberColumn):
    """A sum over people, in the currency's own unit where the metric is money.

    `power` says how often the unit stands in it: once in a sum, twice in a sum of squares. Files
    hold it as an import takes it.
    """

    missing = "none"

    def __init__(self, *args: Any, power: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.power = power

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        currency = record.metric.currency
        if currency and self.power == 1:
            return {"text": look.notation.money(round(value), currency, cents=True)}
        exact = self.plain(record, value, look.notation)
        digits = min(MOST_DIGITS, max(0, -int(exact.as_tuple().exponent)))
        return {"text": look.notation.number(exact, digits)}

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        currency = record.metric.currency
        if value is None:
            return None
        unit = Decimal(10) ** exponent(currency) if currency else Decimal(1)
        exact = (value / unit**self.power).normalize()
        return exact.quantize(Decimal(1)) if exact == exact.to_integral() else exact

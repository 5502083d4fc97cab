"""A quantity as people type it; thousandths behind."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from kernel.resources.forms import NumberText

LARGEST = 10**15


class QuantityInput(NumberText):
    """Units with up to three decimals in front, whole thousandths behind."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            units = (Decimal(value) / 1000).normalize()
            return self.shown(units, max(0, -int(units.as_tuple().exponent)))
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        thousandths = self.number(text) * 1000
        if thousandths != thousandths.to_integral() or abs(thousandths) >= LARGEST:
            raise ValidationError("Write a quantity with at most three decimals.", code="invalid")
        return int(thousandths)

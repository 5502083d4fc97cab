"""Columns of numbers: counts, shares, amounts of money and their currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from kernel.formats.currencies import SYMBOLS, exponent
from kernel.resources.amounts import NotANumberError, read_number, to_minor
from kernel.resources.imports.columns.base import CellError, ImportColumn, Reading, short

_BEFORE = re.compile(r"([^\d\s.,'’+-][^\d\s.,'’+-]{0,2})\s?[-+−–]?[\d.,]")
_BEHIND = re.compile(r"\d\s?([^\d\s.,'’+-]{1,3})\Z")


@dataclass(frozen=True)
class WholeColumn(ImportColumn):
    """A whole number. ``rounds`` takes parts too, halves up, and counts them."""

    rounds: bool = False
    numeric = True

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> int:
        value = self.number(text, reading)
        if value != value.to_integral_value():
            if self.rounds:
                reading.parts[self.name] = reading.parts.get(self.name, 0) + 1
                return int(value.to_integral_value(ROUND_HALF_UP))
            raise CellError(f"{self.heading}: “{short(text)}” is no whole number.")
        return int(value)

    def take(self, value: Any, reading: Reading, row: dict[str, Any]) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise CellError(f"{self.heading} is a whole number.")
        return value

    def number(self, text: str, reading: Reading) -> Decimal:
        """The number of a cell; raises CellError."""
        try:
            return read_number(text, reading.decimal_mark)
        except NotANumberError:
            raise CellError(f"{self.heading}: “{short(text)}” is no number.") from None


@dataclass(frozen=True)
class DecimalColumn(WholeColumn):
    """A number with decimals."""

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> Any:
        return self.number(text, reading)

    def take(self, value: Any, reading: Reading, row: dict[str, Any]) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise CellError(f"{self.heading} is a number.")
        try:
            found = Decimal(str(value))
        except InvalidOperation:
            raise CellError(f"{self.heading} is a number.") from None
        if not found.is_finite():
            raise CellError(f"{self.heading} is a finite number.")
        return found


@dataclass(frozen=True)
class FractionColumn(DecimalColumn):
    """A share or rate: “3.2%” or 0.032, stored as 0..1."""

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> Any:
        bare = text.strip()
        if bare.endswith("%"):
            return self.number(bare[:-1], reading) / 100
        value = self.number(bare, reading)
        if not -1 <= value <= 1:
            raise CellError(f"{self.heading}: write “{short(text)}” as percent with a % sign.")
        return value


@dataclass(frozen=True)
class MoneyColumn(WholeColumn):
    """An amount, stored in minor units of the row's currency, which ``currency`` names."""

    currency: str = "currency"
    late = True

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> int:
        amount = self.number(text, reading)
        self._agree(text, reading, row)
        try:
            minor, rounded = to_minor(amount, self.currency_of(row, reading))
        except NotANumberError:
            raise CellError(f"{self.heading}: “{short(text)}” is too large.") from None
        reading.rounded += rounded
        return minor

    def take(self, value: Any, reading: Reading, row: dict[str, Any]) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise CellError(f"{self.heading} is a whole number of minor units, such as cents.")
        return value

    def _agree(self, text: str, reading: Reading, row: dict[str, Any]) -> None:
        """Hold the cell's own currency to that of its row, or give it to the row."""
        said, here = currency_said(text), self.currency_of(row, reading)
        if not said or said == here or (said == "$" and SYMBOLS.get(here, "").endswith("$")):
            return
        if said == "$":
            raise CellError(
                f"{self.heading}: “{short(text)}” may be any dollar. Choose the currency."
            )
        if reading.currency_named or self.currency in reading.given:
            raise CellError(f"{self.heading}: “{short(text)}” is not in {here}, as the row is.")
        row[self.currency] = said

    def currency_of(self, row: dict[str, Any], reading: Reading) -> str:
        return str(row.get(self.currency) or reading.currency)

    def exact(self, minor: int, currency: str) -> Decimal:
        return Decimal(minor).scaleb(-exponent(currency))


@dataclass(frozen=True)
class CurrencyColumn(ImportColumn):
    """A currency as ISO 4217 code; without one the workspace's, or the one in a header."""

    always = True

    def missing(self, reading: Reading) -> str:
        return reading.currency

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> str:
        code = text.strip().upper()
        if not re.fullmatch(r"[A-Z]{3}", code):
            raise CellError(f"{self.heading}: “{short(text)}” is no currency code such as EUR.")
        return code


def currency_of_sign(sign: str) -> str:
    """The currency that a sign means for certain, "$" where it may be several, "" for none."""
    if sign in ("$", "US$"):
        return "USD" if sign == "US$" else "$"
    found = [code for code, known in SYMBOLS.items() if known == sign]
    return found[0] if len(found) == 1 else ""


def currency_said(text: str) -> str:
    """The currency that an amount's cell names by code or sign; as `currency_of_sign`."""
    bare = text.strip().strip("()+-−–")
    if not bare or (bare[0].isdigit() and bare[-1].isdigit()):
        return ""
    for found in (_BEFORE.match(bare), _BEHIND.search(bare)):
        if found and (words := found[1].strip()):
            return words if re.fullmatch("[A-Z]{3}", words) else currency_of_sign(words)
    return ""

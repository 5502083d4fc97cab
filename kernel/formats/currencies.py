"""Money: minor units and an ISO 4217 currency in, "€4,200" out."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from .numbers import MINUS, NO_DATA, number, rounded, short_number

# ISO 4217 list one, currencies whose minor unit is not a hundredth.
NO_MINOR_UNIT: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
THOUSANDTHS: Final = "BHD IQD JOD KWD LYD OMR TND"
TEN_THOUSANDTHS: Final = "CLF UYW"
EXPONENTS: Final[dict[str, int]] = {
    **dict.fromkeys(NO_MINOR_UNIT.split(), 0),
    **dict.fromkeys(THOUSANDTHS.split(), 3),
    **dict.fromkeys(TEN_THOUSANDTHS.split(), 4),
}
SYMBOLS: Final[dict[str, str]] = {
    "EUR": "€",
    "USD": "$",
    "GBP": "£",
    "JPY": "¥",
    "INR": "₹",
    "KRW": "₩",
    "ILS": "₪",
    "TRY": "₺",
    "UAH": "₴",
    "VND": "₫",
    "NGN": "₦",
    "PHP": "₱",
    "BRL": "R$",
    "CAD": "CA$",
    "AUD": "A$",
    "NZD": "NZ$",
    "MXN": "MX$",
    "HKD": "HK$",
    "SGD": "S$",
    "TWD": "NT$",
    "CNY": "CN¥",
}
WHOLE_FROM: Final = 100


def exponent(currency: str) -> int:
    """Decimals of a currency's major unit: EUR 2, JPY 0, KWD 3."""
    return EXPONENTS.get(currency, 2)


def symbol(currency: str) -> str:
    """The sign before the digits; a code keeps a no-break space after it: "CHF 12"."""
    if len(currency) != 3 or not currency.isascii() or not currency.isupper():
        raise ValueError(f"{currency!r} is no ISO 4217 code")
    return SYMBOLS.get(currency, f"{currency}\u00a0")


def major(minor: int, currency: str) -> Decimal:
    """Minor units as an exact amount of the major unit."""
    return Decimal(minor).scaleb(-exponent(currency))


def money(
    minor: int | None,
    currency: str,
    number_format: str = "en",
    *,
    cents: bool | None = None,
    plus: bool = False,
    sign: bool = True,
    missing: str = NO_DATA,
) -> str:
    """`4200000, "EUR"` → "€42,000"; `2917, "EUR"` → "€29.17"; `-115000` → "−€1,150".

    `cents` True writes the minor unit (rows that must add up), False drops it, None drops it
    from 100 major units on, so that a cost per order keeps its cents.
    `sign` False leaves the currency out, for columns that name it in their head.
    """
    if minor is None:
        return missing
    amount = major(minor, currency)
    if cents is None:
        cents = abs(amount) < WHOLE_FROM and amount != amount.to_integral_value()
    digits = exponent(currency) if cents else 0
    shown = rounded(amount, digits)
    before = MINUS if shown < 0 else "+" if plus and shown > 0 else ""
    unit = symbol(currency) if sign else ""
    return f"{before}{unit}{number(abs(shown), digits, number_format)}"


def money_short(minor: int, currency: str, number_format: str = "en") -> str:
    """Axis labels: `300000, "EUR"` → "€3k"; zero is a bare "0"."""
    if minor == 0:
        return "0"
    amount = major(minor, currency)
    before = MINUS if amount < 0 else ""
    return f"{before}{symbol(currency)}{short_number(abs(amount), number_format)}"

"""Prices in words: "€14 a month", "from 9 to 12 EUR", "ab 1.200 €"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kernel.formats.currencies import SYMBOLS, exponent

_CODES: Final = (
    "EUR|USD|GBP|CHF|JPY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|INR|CNY|BRL|MXN|SGD|HKD|ZAR"
)
_SIGNS: Final = {sign: code for code, sign in SYMBOLS.items() if len(sign) == 1} | {
    "euros": "EUR", "euro": "EUR", "dollars": "USD", "pounds": "GBP", "Fr.": "CHF", "zł": "PLN",
}  # fmt: skip
_SIGN: Final = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_CURRENCY = rf"(?:{_SIGN}|\b(?:{_CODES})\b)"
_DIGITS = r"\d{1,3}(?:[.,'’\u202f ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_AMOUNT = re.compile(
    rf"(?P<before>{_CURRENCY})?\s?(?P<low>{_DIGITS})(?P<mid>\s?{_CURRENCY})?"
    rf"(?:\s?(?:-|–|—|to|bis|à|and|a)\s?(?P<second>{_CURRENCY})?\s?(?P<high>{_DIGITS}))?"
    rf"(?:\s?(?P<after>{_CURRENCY}))?",
)
_FROM = re.compile(r"(?:from|starting at|starts at|ab|à partir de|desde|da|vanaf)\s*$", re.I)
_UP_TO = re.compile(r"(?:up to|bis zu|jusqu'à|hasta|fino a|tot)\s*$", re.I)
_MODELS: Final[tuple[tuple[str, str], ...]] = (
    ("quote", r"on request|on quote|by quote|quote only|custom pricing|auf anfrage|sur devis"
     r"|bajo presupuesto|su preventivo|op aanvraag|contact us for pric"),
    ("freemium", r"freemium|free plan|free tier|free forever|kostenlose version|offre gratuite"),
    ("usage", r"pay as you go|pay per use|per (?:use|call|request|click|message|order|gb|hour)\b"
     r"|usage[- ]based|nach verbrauch|pro (?:stunde|nutzung)\b|à l'usage"),
    ("subscription", r"subscription|subscribe|monthly"
     r"|(?:per|a|an|each|every|/)\s?(?:month|year|week|mo|yr)\b"
     r"|yearly|annual|im monat|pro monat|im jahr|monatlich|abonnement|abo\b|par mois"
     r"|par an\b|al mes|mensual|suscripción|al mese|abbonamento|per maand"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Price:
    """Amounts in minor units; one that is not said is None. `words` is where it stood."""

    low: int | None
    high: int | None
    currency: str
    words: str


def price_of(text: str) -> Price | None:
    """The first amount that stands with a currency; None where there is none.

    "from €9" has no upper end, "up to €9" no lower one; one amount alone is both.
    """
    for match in _AMOUNT.finditer(text):
        marks = [match[name] for name in ("before", "mid", "second", "after") if match[name]]
        if not marks:
            continue
        mark = marks[0].strip()
        currency = _SIGNS.get(mark, mark)
        low = _minor(match["low"], currency)
        high = _minor(match["high"], currency) if match["high"] else None
        ahead = text[: match.start()]
        if high is not None:
            return Price(min(low, high), max(low, high), currency, match[0].strip())
        if _UP_TO.search(ahead):
            return Price(None, low, currency, match[0].strip())
        open_end = bool(_FROM.search(ahead))
        return Price(low, None if open_end else low, currency, match[0].strip())
    return None


def pricing_model_of(text: str) -> str:
    """How it is paid, by the words used; "one_time" for a plain price, "" where nothing says it."""
    for model, words in _MODELS:
        if re.search(words, text, re.IGNORECASE):
            return model
    return "one_time" if price_of(text) else ""


def _minor(digits: str, currency: str) -> int:
    """Minor units of digits in any of the usual notations: 1.200, 1,200.50, 1'200, 9,90."""
    plain = re.sub(r"['’\u202f ]", "", digits)
    whole, mark, rest = plain.rpartition("," if plain.rfind(",") > plain.rfind(".") else ".")
    if mark and len(rest) != 3:
        number = f"{re.sub('[.,]', '', whole)}.{rest}"
    else:
        number = re.sub("[.,]", "", plain)
    return int((Decimal(number) * 10 ** exponent(currency)).to_integral_value())

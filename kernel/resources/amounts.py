"""Numbers as people type them: decimal comma or point, thousands, money into minor units."""

from __future__ import annotations

import re
import string
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from kernel.formats.currencies import SYMBOLS, exponent

POINT, COMMA = ".", ","
SIGNS = ("-", "+")
DECIMAL_MARKS = {"en": POINT, "de": COMMA, "fr": COMMA, "ch": POINT}
LARGEST = Decimal(2**63 - 1)
_LETTERS = set(string.ascii_uppercase)
_SPACES = re.compile(r"[\s\u00a0\u202f’'_]")
_SIGNS = re.escape("".join(sorted({char for text in SYMBOLS.values() for char in text} - _LETTERS)))
_CURRENCY = rf"(?:[A-Z]{{0,3}}[{_SIGNS}]|[A-Z]{{3}}|kr\.?|zł|Kč|Fr\.?)"
_AROUND = re.compile(rf"^{_CURRENCY}|{_CURRENCY}$")
_PLAIN = re.compile(r"-?\d{1,30}(?:\.(?:\d{1,2}|\d{4,10}))?\Z", re.ASCII)
_DIGITS = re.compile(r"\d+(?:\.\d+)?\Z|\.\d+\Z")


class NotANumberError(ValueError):
    """The text is no number that can be read for certain."""


def bare(text: str) -> tuple[str, bool]:
    """The digits and marks of a number, and whether it is negative.

    Spaces, apostrophes and currency signs go; brackets mean negative, as in ledgers.
    """
    kept = _SPACES.sub("", text.strip()).replace("−", "-").replace("–", "-")
    negative = False
    if kept.startswith("(") and kept.endswith(")"):
        kept, negative = kept[1:-1], True
    if kept[:1] in SIGNS or kept[-1:] == "-":
        sign, kept = _sign(kept)
        return _AROUND.sub("", kept), negative != sign
    sign, kept = _sign(_AROUND.sub("", kept))
    return kept, negative != sign


def _sign(text: str) -> tuple[bool, str]:
    if text[:1] in SIGNS:
        return text[0] == "-", text[1:]
    if text[-1:] == "-":
        return True, text[:-1]
    return False, text


def mark_of(text: str) -> str | None:
    """The decimal mark that a number shows for certain, or None where both could be meant."""
    kept, _ = bare(text)
    kept = kept.removesuffix("%")
    points, commas = kept.count(POINT), kept.count(COMMA)
    if points and commas:
        last = POINT if kept.rfind(POINT) > kept.rfind(COMMA) else COMMA
        return last if kept.count(last) == 1 else None
    if points + commas == 0:
        return None
    used, other = (POINT, COMMA) if points else (COMMA, POINT)
    if kept.count(used) > 1:
        return other
    whole, _, rest = kept.partition(used)
    if len(rest) != 3 or whole.lstrip("0") == "" or len(whole) > 3:
        return used
    return None


def read_number(text: str, decimal_mark: str = POINT) -> Decimal:
    """The number of a text; ``decimal_mark`` decides only where the text itself does not.

    Raises NotANumberError for anything that is no finite plain number, formulas and
    exponents among them.
    """
    if _PLAIN.match(text):
        return Decimal(text)
    kept, negative = bare(text)
    mark = mark_of(text) or decimal_mark
    thousands = COMMA if mark == POINT else POINT
    whole, found, rest = kept.partition(mark)
    if thousands in rest or mark in rest:
        raise NotANumberError(text)
    groups = whole.split(thousands)
    if len(groups) > 1 and not (
        1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    ):
        raise NotANumberError(text)
    plain = "".join(groups) + (f".{rest}" if found and rest else "")
    if not plain.isascii() or not _DIGITS.match(plain) or len(plain) > 40:
        raise NotANumberError(text)
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise NotANumberError(text) from None
    return -value if negative else value


def to_minor(amount: Decimal, currency: str) -> tuple[int, bool]:
    """Minor units of an amount, halves away from zero, and whether that rounded anything.

    Raises NotANumberError where it is too large to be stored.
    """
    exact = amount.scaleb(exponent(currency))
    whole = exact.quantize(Decimal(1), rounding=ROUND_HALF_UP) if abs(exact) < LARGEST else exact
    if abs(whole) > LARGEST:
        raise NotANumberError(str(amount))
    return int(whole), whole != exact

"""Facts as words, and text with references as markup whose figures open their rows."""

from __future__ import annotations

import html
from collections.abc import Callable
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from kernel.core.facts import Fact, FactBook, fill
from kernel.decisions.redaction import RESTRICTED
from kernel.formats import Notation


def words(fact: Fact, notation: Notation) -> str:
    """The value with its unit, as the workspace writes it; "no data" where it is missing."""
    return amount_words(fact, fact.value, notation)


def parted(fact: Fact, notation: Notation) -> tuple[str, str]:
    """The value and its unit apart, for tiles that set the unit small: "12.5", " work hours"."""
    text = words(fact, notation)
    if fact.unit != "hours" or fact.value is None:
        return text, ""
    value, _, unit = text.partition(" ")
    return value, f" {unit}"


def amount_words(fact: Fact, value: object, notation: Notation) -> str:
    """A value, or a bound of the interval, in the fact's unit."""
    if value is None:
        return "no data"
    if isinstance(value, str):
        return value
    if fact.unit == "date":
        return notation.day(value)  # type: ignore[arg-type]
    assert isinstance(value, int | float)
    match fact.unit:
        case "money":
            return notation.money(round(value), fact.currency or "")
        case "fraction":
            return notation.percent(value)
        case "points":
            return notation.pp(value)
        case "ratio":
            return notation.number(value, 2)
        case "days":
            days = notation.number(value, _digits(value))
            return f"{days} day" if days == "1" else f"{days} days"
        case "hours":
            hours = notation.number(value, _digits(value))
            return f"{hours} work hour" if hours == "1" else f"{hours} work hours"
        case _:
            return notation.number(value, _digits(value))


def _digits(value: float) -> int:
    """A decimal only for small expectations: 2.4 orders, but 479."""
    return 0 if round(float(value), 1).is_integer() or abs(value) >= 20 else 1


def interval_words(fact: Fact, notation: Notation) -> str:
    """ "95%: 41 to 111", or nothing without an interval."""
    if fact.interval is None:
        return ""
    low = amount_words(fact, fact.interval.low, notation)
    high = amount_words(fact, fact.interval.high, notation)
    return f"{level_words(fact.interval.level, notation)}: {low} to {high}"


def level_words(level: float, notation: Notation) -> str:
    """ "95%", "97.5%", "99.44%"."""
    return notation.share(round(Decimal(str(level)), 4))


def plain(text: str, book: FactBook, notation: Notation) -> str:
    """Text with its figures as words, for titles, mails and lists."""
    return fill(text, book, lambda fact: words(fact, notation))


def within_a_sentence(words: str) -> str:
    """ "Revenue a month" is "revenue a month"; "ROAS of the period" stays as it is."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def linked(
    text: str, book: FactBook, notation: Notation, url: Callable[[Fact], str] | None = None
) -> SafeString:
    """Text as markup: escaped, and each figure a link that opens its rows."""

    def figure(fact: Fact) -> str:
        shown = words(fact, notation)
        if not fact.rows or fact.value == RESTRICTED:
            return html.escape(shown)
        return format_html('<a class="fig" href="{}">{}</a>', (url or evidence_url)(fact), shown)

    return mark_safe(fill(escape(text), book, figure))  # noqa: S308 - escaped above


def evidence_url(fact: Fact) -> str:
    """Opens the figure on the page that it stands on."""
    return "?" + urlencode({"evidence": fact.key})

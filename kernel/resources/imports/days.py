"""Days as files write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jän jänner janv janvier enero ene gennaio gen januari",
            "feb february februar fevr févr février fevrier febrero febbraio februari",
            "mar march mär märz mrz mars marzo maart mrt",
            "apr april avr avril abril abr aprile",
            "may mai mayo maggio mag mei",
            "jun june juni juin junio giugno giu",
            "jul july juli juil juillet julio luglio lug",
            "aug august août aout agosto ago augustus",
            "sep sept september septembre septiembre settembre set",
            "oct october oktober okt octobre octubre ottobre ott",
            "nov november novembre noviembre",
            "dec december dezember dez déc décembre decembre diciembre dic dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?"
_ZONE = r"Z|UTC|[+-]\d{2}:?\d{2}"
_TIME = rf"(?:[T ,]+{_CLOCK}\s*(?:{_ZONE})?)?"
_CLOCK_AT = re.compile(
    r"(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?\s*"
    rf"(?P<half>[AaPp][Mm])?\s*(?P<z>{_ZONE})?\Z"
)
_WORD = r"[^\W\d_]+"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}\Z")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_NUMBERS = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){_TIME}\Z")
_DAY_WORD = re.compile(
    rf"(?:{_WORD},?\s+)?(\d{{1,2}})(?:st|nd|rd|th|\.)?[\s/-]+({_WORD})\.?,?[\s/-]+"
    rf"(\d{{4}}|\d{{2}}){_TIME}\Z"
)
_WORD_DAY = re.compile(
    rf"(?:{_WORD},\s+)?({_WORD})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}\Z"
)


class NotADayError(ValueError):
    """The text is no day."""


def read_day(text: str, order: str = DAY_FIRST, *, strict: bool = False) -> dt.date:
    """A day out of the usual ways to write one; ``order`` reads 03/04/2026.

    Between points the day always comes first. With ``strict`` a day that fits only the other
    order is none. Raises NotADayError, also for days that no calendar has.
    """
    bare = text.strip()
    try:
        if found := _ISO.match(bare) or _PACKED.match(bare):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMBERS.match(bare):
            first, second, year = int(found[1]), int(found[2]), _year(found[3])
            if _points(found) or (strict and order == DAY_FIRST):
                return dt.date(year, second, first)
            if strict or _says(first, second, order) == MONTH_FIRST:
                return dt.date(year, first, second)
            return dt.date(year, second, first)
        if found := _DAY_WORD.match(bare):
            return dt.date(_year(found[3]), _month(found[2]), int(found[1]))
        if found := _WORD_DAY.match(bare):
            return dt.date(int(found[3]), _month(found[1]), int(found[2]))
    except ValueError:
        raise NotADayError(text) from None
    raise NotADayError(text)


def read_moment(text: str, zone: dt.tzinfo, order: str = DAY_FIRST) -> dt.datetime:
    """A time, in ``zone`` where the text names none; a day alone is its first moment.

    Raises NotADayError.
    """
    bare = text.strip()
    day = read_day(bare, order, strict=True)
    found = _CLOCK_AT.search(bare)
    if found is None:
        return dt.datetime.combine(day, dt.time(), zone)
    hour, minute, second = int(found["h"]), int(found["m"]), int(found["s"] or 0)
    if half := (found["half"] or "").lower():
        if not 1 <= hour <= 12:
            raise NotADayError(text)
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return dt.datetime.combine(day, dt.time(hour, minute, second), _zone(found["z"], zone))
    except ValueError:
        raise NotADayError(text) from None


def _zone(text: str | None, usual: dt.tzinfo) -> dt.tzinfo:
    if not text:
        return usual
    if text in ("Z", "UTC"):
        return dt.UTC
    digits = text[1:].replace(":", "")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(-offset if text[0] == "-" else offset)


def order_of(cells: Iterable[str]) -> str | None:
    """The order that a column's days show for certain; None where each could be either.

    "any" where no day depends on an order, "both" where some days show one and some the other.
    """
    depends, shown = False, set()
    for cell in cells:
        found = _NUMBERS.match(cell.strip())
        if not found or _points(found):
            continue
        first, second = int(found[1]), int(found[2])
        if first > 12 >= second:
            shown.add(DAY_FIRST)
        elif second > 12 >= first:
            shown.add(MONTH_FIRST)
        depends = depends or first != second
    if len(shown) == 2:
        return "both"
    return shown.pop() if shown else None if depends else "any"


def _points(found: re.Match[str]) -> bool:
    return "." in found[0][: found.end(2)]


def _says(first: int, second: int, order: str) -> str:
    if first > 12:
        return DAY_FIRST
    return MONTH_FIRST if second > 12 else order


def _month(word: str) -> int:
    number = MONTHS.get(word.casefold())
    if number is None:
        raise NotADayError(word)
    return number


def _year(text: str) -> int:
    number = int(text)
    return number + 2000 if len(text) == 2 else number

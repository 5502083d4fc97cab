"""How one workspace writes: number format, currency and the tenant's today, held together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from . import currencies, dates, numbers
from .changes import Better, Change, Kind, change
from .numbers import NO_DATA, Number


@dataclass(frozen=True, slots=True)
class Notation:
    """Bind the three once a request, then write everything through it.

    Raises ValueError for a number format or currency that is not known.
    """

    number_format: str = "en"
    currency: str = "EUR"
    today: date | None = None
    zone: str = "UTC"

    def __post_init__(self) -> None:
        numbers.marks(self.number_format)
        currencies.symbol(self.currency)

    def number(self, value: Number | None, digits: int = 0, missing: str = NO_DATA) -> str:
        return numbers.number(value, digits, self.number_format, missing=missing)

    def signed(self, value: Number, digits: int = 0) -> str:
        return numbers.signed(value, digits, self.number_format)

    def count(self, n: int | None, one: str, many: str = "") -> str:
        return numbers.count(n, one, many, self.number_format)

    def percent(self, value: Number | None, digits: int | None = None) -> str:
        return numbers.percent(value, digits, self.number_format)

    def share(self, value: Number | None) -> str:
        return numbers.share(value, self.number_format)

    def pp(self, value: Number | None, digits: int | None = None) -> str:
        return numbers.pp(value, digits, self.number_format)

    def money(
        self,
        minor: int | None,
        currency: str = "",
        *,
        cents: bool | None = None,
        plus: bool = False,
        sign: bool = True,
        missing: str = NO_DATA,
    ) -> str:
        return currencies.money(
            minor,
            currency or self.currency,
            self.number_format,
            cents=cents,
            plus=plus,
            sign=sign,
            missing=missing,
        )

    def money_short(self, minor: Number, currency: str = "") -> str:
        return currencies.money_short(int(minor), currency or self.currency, self.number_format)

    def short(self, value: Number) -> str:
        return numbers.short_number(value, self.number_format)

    def change(
        self,
        now: Number | None,
        before: Number | None,
        *,
        of: str = "number",
        digits: int = 0,
        kind: Kind = "relative",
        better: Better = "",
        clear: bool = True,
        base_events: int | None = None,
    ) -> Change:
        """`of` is what the two values are: "number", "money" (minor units) or "percent"."""
        return change(
            now,
            before,
            self.shower(of, digits),
            kind=kind,
            better=better,
            clear=clear,
            base_events=base_events,
            number_format=self.number_format,
        )

    def shower(self, of: str, digits: int = 0) -> partial[str]:
        """The function that writes values of a kind; KeyError for an unknown kind."""
        style = self.number_format
        known = {
            "number": partial(numbers.number, digits=digits, number_format=style),
            "money": partial(currencies.money, currency=self.currency, number_format=style),
            "percent": partial(numbers.percent, digits=digits or None, number_format=style),
        }
        return known[of]

    def day(self, value: date | None, *, weekday: bool = False) -> str:
        return dates.day(value, self.today, weekday=weekday)

    def local(self, value: datetime) -> datetime:
        """An aware time as the workspace's clocks show it."""
        return value.astimezone(ZoneInfo(self.zone))

    def moment(self, value: datetime) -> str:
        """ "31 Jan, 10:40", in the workspace's zone."""
        here = self.local(value)
        return f"{self.day(here.date())}, {dates.clock(here)}"

    def day_range(self, first: date, last: date) -> str:
        return dates.day_range(first, last, self.today)

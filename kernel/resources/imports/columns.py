"""Columns of an import: how a header is recognised and a cell is read.

``read`` takes a cell's text, ``take`` a JSON value in the API's own units (money as integer
minor units, days as ISO text). Both give the value that the model's field stores, held to every
limit of that field, or raise CellError with a sentence for the person who must mend the file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from kernel.formats.currencies import SYMBOLS, exponent
from kernel.ids import uuid7
from kernel.resources.amounts import NotANumberError, read_number, to_minor
from kernel.resources.imports.days import DAY_FIRST, NotADayError, read_day

LONGEST_CELL = 10_000
MOST_ANSWERS = 200
NOTHING = frozenset({"--", "-", "—", "–", "n/a", "#n/a", "null"})
"""How exports write a figure that there is none of."""
_MARKS = frozenset("-—–nN#")
_BEFORE = re.compile(r"([^\d\s.,'’+-][^\d\s.,'’+-]{0,2})\s?[-+−–]?[\d.,]")
_BEHIND = re.compile(r"\d\s?([^\d\s.,'’+-]{1,3})\Z")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class CellError(ValueError):
    """A cell that cannot be taken, in words.

    Where it was gathered from several lines, ``lines`` are the faults of each.
    """

    def __init__(self, words: str, lines: Sequence[tuple[int, str]] = ()) -> None:
        super().__init__(words)
        self.lines = tuple(lines)


@dataclass
class Reading:
    """How this file is read: decisions that hold for all of its rows."""

    decimal_mark: str = "."
    day_order: str = DAY_FIRST
    currency: str = "EUR"
    currency_named: bool = False
    rounded: int = 0
    parts: dict[str, int] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    zone: dt.tzinfo = dt.UTC
    hashed: bool = False
    hashes: int = 0
    references: dict[str, Any] = field(default_factory=dict)
    known: dict[str, dict[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportColumn:
    """Text. ``name`` is the model's field.

    ``aliases`` are further headers it is known by; ``required`` columns must be in the file;
    ``default`` (a value or a function) stands in for a column or cell that is missing, ``fixed``
    is the cell of every row that gives none. Where a file has no column for one that is ``asked``,
    a person is asked for its fixed cell, in these words. ``total`` columns are added up as a
    control; ``stored=False`` columns only help others. ``empties`` are cells that mean nothing;
    ``words`` are cells with another name here, as (cell, name).
    """

    name: str
    label: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = False
    default: Any = None
    fixed: str = ""
    asked: str = ""
    total: bool = False
    stored: bool = True
    example: str = ""
    empties: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    numeric: ClassVar[bool] = False
    late: ClassVar[bool] = False
    always: ClassVar[bool] = False

    @property
    def heading(self) -> str:
        text = self.label or self.name.replace("_", " ")
        return text[:1].upper() + text[1:]

    def bound(self, model: type[models.Model]) -> ImportColumn:
        """The column with the label of its model field."""
        if self.label or not self.stored:
            return self
        return replace(self, label=str(model._meta.get_field(self.name).verbose_name))  # type: ignore[union-attr]

    def means(self, text: str) -> str:
        """A cell's text as it is meant here: "" for nothing, the other name where it has one."""
        if not (self.empties or self.words or text[:1] in _MARKS):
            return text
        bare = text.strip().casefold()
        if bare in (NOTHING if self.numeric else ("--",)) or bare in self.empties:
            return ""
        return dict(self.words).get(bare, text)

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> Any:
        """The value of a cell that is not empty."""
        return text

    def take(self, value: Any, reading: Reading, row: dict[str, Any]) -> Any:
        """The value of a JSON cell that is not null."""
        if not isinstance(value, str):
            raise CellError(f"{self.heading} is text.")
        return self.read(value, reading, row)

    def answers(self) -> list[str]:
        """Cells that a person may choose among where the column is asked for."""
        return []

    def shown(self, text: str) -> str:
        """A cell as it is quoted back."""
        return short(text)

    def missing(self, reading: Reading) -> Any:
        """What stands in for an empty cell, or for a column that the file does not have."""
        return self.default() if callable(self.default) else self.default

    def clean(self, value: Any, target: Any) -> Any:
        """Hold a value to the limits of its model field."""
        if value is None and isinstance(target, models.CharField | models.TextField):
            value = "" if not target.null else None
        try:
            return target.clean(value, None)
        except ValidationError as error:
            if value in (None, ""):
                raise CellError(f"{self.heading} is empty.") from None
            raise CellError(f"{self.heading}: {' '.join(error.messages)}") from None


@dataclass(frozen=True)
class TextColumn(ImportColumn):
    """Words, as they stand; a formula is text like any other."""


@dataclass(frozen=True)
class DayColumn(ImportColumn):
    """A day; a time beside it is left out."""

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> dt.date:
        try:
            return read_day(text, reading.day_order, strict=True)
        except NotADayError:
            raise CellError(f"{self.heading}: “{short(text)}” is no day.") from None

    def take(self, value: Any, reading: Reading, row: dict[str, Any]) -> dt.date:
        try:
            return dt.date.fromisoformat(value)
        except (TypeError, ValueError):
            raise CellError(f"{self.heading} is a day such as 2026-01-31.") from None


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


@dataclass(frozen=True)
class ChoiceColumn(ImportColumn):
    """One of the model field's choices, by value or label, whatever the case."""

    def bound(self, model: type[models.Model]) -> ImportColumn:
        bound = super().bound(model)
        found: Any = model._meta.get_field(self.name)
        known: dict[str, Any] = {}
        for value, words in found.flatchoices:
            known |= {simple(str(value)): value, simple(str(words)): value}
        object.__setattr__(bound, "_known", known)
        return bound

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> str:
        known: dict[str, str] = getattr(self, "_known", {})
        found = known.get(simple(text))
        if found is None:
            offered = ", ".join(dict.fromkeys(map(str, known.values())))
            raise CellError(f"{self.heading}: “{short(text)}” is none of: {offered}.")
        return found


@dataclass(frozen=True)
class FlagColumn(ImportColumn):
    """Yes or no."""

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> bool:
        word = simple(text)
        if word in ("yes", "true", "1", "y", "ja", "oui", "x"):
            return True
        if word in ("no", "false", "0", "n", "nein", "non"):
            return False
        raise CellError(f"{self.heading}: write yes or no.")

    def take(self, value: Any, reading: Reading, row: dict[str, Any]) -> bool:
        if not isinstance(value, bool):
            raise CellError(f"{self.heading} is true or false.")
        return value


@dataclass(frozen=True)
class ListColumn(ImportColumn):
    """Several texts in one cell, parted by semicolons, bars or lines."""

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> list[str]:
        return [part.strip() for part in re.split(r"[;|\n]", text) if part.strip()]

    def take(self, value: Any, reading: Reading, row: dict[str, Any]) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise CellError(f"{self.heading} is a list of texts.")
        return value

    def missing(self, reading: Reading) -> list[str]:
        return []


@dataclass(frozen=True)
class RowColumn(ImportColumn):
    """A row of another table, found by its words in ``by``.

    ``within`` narrows by other columns of the file: ``{"funnel": "funnel__name"}`` means that
    the cell of column ``funnel`` is looked for in that field; a column that is a row itself is
    looked for by its id. ``make`` gives the values of a new
    row for words that no row has yet; without it they are refused.
    """

    to: type[models.Model] | None = None
    by: str = "name"
    within: tuple[tuple[str, str], ...] = ()
    make: Callable[[str, dict[str, Any]], dict[str, Any]] | None = None
    late = True

    def answers(self) -> list[str]:
        assert self.to is not None
        found = self.to._default_manager.order_by(self.by).values_list(self.by, flat=True)
        return [str(words) for words in found[:MOST_ANSWERS]]

    def index(self) -> dict[tuple[str, ...], list[Any]]:
        """Every row of the scope by its words, with and without those it is found within."""
        assert self.to is not None
        paths = [self.by, *(path for _, path in self.within)]
        found: dict[tuple[str, ...], list[Any]] = {}
        for pk, *words in self.to._default_manager.values_list("pk", *paths):
            keys = {(simple(words[0]),), tuple(simple(word) for word in words)}
            for key in keys:
                found.setdefault(key, []).append(pk)
        return found

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> Any:
        index = reading.references.setdefault(self.name, None)
        if index is None:
            index = reading.references[self.name] = self.index()
        narrowed = [simple(str(row[name])) for name, _ in self.within if row.get(name)]
        key = (simple(text), *narrowed) if len(narrowed) == len(self.within) else (simple(text),)
        rows = index.get(key, [])
        if len(rows) == 1:
            return rows[0]
        noun = str(self.to._meta.verbose_name) if self.to else "row"
        if rows:
            others = " and ".join(name.replace("_", " ") for name, _ in self.within) or "its id"
            raise CellError(
                f"{self.heading}: {len(rows)} rows are called “{short(text)}”. "
                f"Say which by {others}."
            )
        if self.make is None:
            raise CellError(f"{self.heading}: there is no {noun} “{short(text)}” here.")
        made = NewRow(self, text.strip(), self.make(text.strip(), row))
        index[key] = [made]
        return made

    def clean(self, value: Any, target: Any) -> Any:
        if value is None and not target.null:
            raise CellError(f"{self.heading} is empty.")
        return value


@dataclass(eq=False)
class NewRow:
    """A row of another table that the import makes first, under the id ``key``.

    ``id`` is set when it is written.
    """

    column: RowColumn
    words: str
    values: dict[str, Any]
    line: int = 0
    id: Any = None
    key: UUID = field(default_factory=uuid7)


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


def simple(text: str) -> str:
    """Text for comparing: case, spaces, accents of punctuation and underscores do not matter."""
    return re.sub(r"[\W_]+", " ", str(text)).strip().casefold()


def storable(text: str) -> bool:
    """Whether PostgreSQL can hold the text: no NUL, no half of a surrogate pair."""
    return _UNSTORABLE.search(text) is None


def short(text: str, longest: int = 60) -> str:
    """A cell's text as it is quoted back."""
    flat = " ".join(text.replace("\x00", "").encode(errors="replace").decode().split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"

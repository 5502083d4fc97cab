"""Columns of an import: how a header is recognised and a cell is read.

``read`` takes a cell's text, ``take`` a JSON value in the API's own units (money as integer
minor units, days as ISO text). Both give the value that the model's field stores, held to every
limit of that field, or raise CellError with a sentence for the person who must mend the file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from kernel.resources.imports.days import DAY_FIRST

LONGEST_CELL = 10_000
NOTHING = frozenset({"--", "-", "—", "–", "n/a", "#n/a", "null"})
"""How exports write a figure that there is none of."""
_MARKS = frozenset("-—–nN#")
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
    a person is asked for its fixed cell, in these words; only where it has none for the column
    ``asked_without`` either, if that is named. ``total`` columns are added up as a
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
    asked_without: str = ""
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

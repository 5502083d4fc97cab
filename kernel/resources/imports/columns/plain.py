"""Columns of words, days, choices, flags and lists."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.db import models

from kernel.core.windows import OUT_OF_YEARS, YEARS
from kernel.resources.imports.columns.base import CellError, ImportColumn, Reading, short, simple
from kernel.resources.imports.days import NotADayError, read_day


@dataclass(frozen=True)
class TextColumn(ImportColumn):
    """Words, as they stand; a formula is text like any other."""


@dataclass(frozen=True)
class DayColumn(ImportColumn):
    """A day; a time beside it is left out."""

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> dt.date:
        try:
            found = read_day(text, reading.day_order, strict=True)
        except NotADayError:
            raise CellError(f"{self.heading}: “{short(text)}” is no day.") from None
        self.check(found)
        return found

    def take(self, value: Any, reading: Reading, row: dict[str, Any]) -> dt.date:
        try:
            found = dt.date.fromisoformat(value)
        except (TypeError, ValueError):
            raise CellError(f"{self.heading} is a day such as 2026-01-31.") from None
        self.check(found)
        return found

    def check(self, found: dt.date) -> None:
        """Raise CellError for a year in which no row has a day."""
        if found.year not in YEARS:
            raise CellError(f"{self.heading}: {OUT_OF_YEARS}")


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

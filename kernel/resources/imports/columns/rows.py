"""Columns that name a row of another table, and rows that an import makes on its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

from kernel.ids import uuid7
from kernel.resources.imports.columns.base import CellError, ImportColumn, Reading, short, simple

MOST_ANSWERS = 200


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

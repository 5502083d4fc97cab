"""Columns of lists whose rows hold words with figures in them: proposals, summaries, reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kernel.core.facts import FactBook
from kernel.formats import Notation
from kernel.resources.columns import Look, TextColumn
from kernel.screens import figures


def _own(row: Any) -> FactBook:
    found: FactBook = row.facts
    return found


class SaidColumn(TextColumn):
    """A text with its figures put in; `book` answers the facts of a row."""

    def __init__(self, *args: Any, book: Callable[[Any], FactBook] = _own, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book = book

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return super().shown(record, self._said(record, value, look.notation), look)

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        return self._said(record, value, notes)

    def _said(self, record: Any, value: Any, notes: Notation) -> str:
        return figures.plain(value, self.book(record), notes)


class WordsColumn(TextColumn):
    """A kind such as broken_tracking, in words."""

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": str(value).replace("_", " ").capitalize()}

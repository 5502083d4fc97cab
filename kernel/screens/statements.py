"""A stored report as a screen, a sheet and a file show it: lines of figures, and words about them.

The row has `title`, `figures` (a FactBook as JSON), `narrative` that refers to them, and `body`
{columns, lines [{label, level, facts [keys]}], missing [texts]}; of money, a `currency`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from kernel.core.facts import Fact, FactBook
from kernel.formats import Notation
from kernel.formats.currencies import major
from kernel.resources.addresses import row_path
from kernel.resources.rights import notation
from kernel.screens import evidence, figures

FINAL = "final"
SIGNED = ("change", "difference")
"""Parts of keys whose money is written with its sign."""


def page(
    request: HttpRequest, row: Any, *, plain: bool = False, alike: Sequence[str] = ()
) -> dict[str, Any]:
    """Further context of templates/kernel/report.html; `plain` leaves links out, for paper.

    Reports before and after it are those of its kind that share its `alike` columns.
    """
    notes = _notes(row, notation(request))
    book = FactBook.from_json(row.figures)
    body, words = row.body or {}, figures.plain if plain else figures.linked
    return {
        "title": figures.plain(row.title, book, notes),
        "statement": statement(row, notes),
        "narrative": [
            words(part, book, notes) for part in row.narrative.split("\n") if part.strip()
        ],
        "missing": [words(text, book, notes) for text in body.get("missing", ())],
        "around": _around(row, alike),
        "final": row.status == FINAL,
        "evidence": evidence.asked(request, book),
    }


def statement(row: Any, notes: Notation) -> dict[str, Any]:
    """Context of components/statement.html."""
    book, body = FactBook.from_json(row.figures), row.body or {}
    columns = body.get("columns", [])
    return {
        "caption": figures.plain(row.title, book, notes),
        "columns": columns,
        "lines": [_line(line, len(columns), book, notes) for line in body.get("lines", ())],
        "currency": notes.currency,
    }


def csv_rows(row: Any) -> Iterator[list[Any]]:
    """The statement as rows of a file: money in major units, shares as fractions, days as ISO."""
    book, body = FactBook.from_json(row.figures), row.body or {}
    columns, currency = body.get("columns", []), getattr(row, "currency", "")
    yield ["", *(f"{column} ({currency})" if currency else column for column in columns)]
    for line in body.get("lines", ()):
        facts = [book.get(key) if key else None for key in line.get("facts", ())]
        cells = [_plain(fact) for fact in facts]
        yield [line["label"], *cells, *[None] * (len(columns) - len(cells))]


def _notes(row: Any, notes: Notation) -> Notation:
    """The workspace's notation, in the report's own currency where it has one."""
    return replace(notes, currency=getattr(row, "currency", "") or notes.currency)


def _line(line: dict[str, Any], width: int, book: FactBook, notes: Notation) -> dict[str, Any]:
    """One line; a head has no cells, and a single figure leaves the other columns empty."""
    facts = [book.get(key) if key else None for key in line.get("facts", ())]
    cells: list[dict[str, str]] = []
    if line["level"] != "head" or any(facts):
        cells = [_cell(fact, notes) for fact in facts]
        cells += [{"empty": "true"}] * (width - len(cells))
    return {"label": line["label"], "level": line["level"], "cells": cells}


def _cell(fact: Fact | None, notes: Notation) -> dict[str, str]:
    if fact is None or fact.value is None:
        return {"missing": "none"}
    words = figures.words(fact, notes)
    if fact.unit == "money" and isinstance(fact.value, int):
        plus = bool({*SIGNED} & {*fact.key.split(".")})
        words = notes.money(fact.value, fact.currency or "", cents=True, plus=plus)
    return {"text": words, "url": figures.evidence_url(fact) if fact.rows else ""}


def _plain(fact: Fact | None) -> Any:
    if fact is None:
        return None
    if fact.unit == "money" and isinstance(fact.value, int):
        return major(fact.value, fact.currency or "")
    return fact.value


def _around(row: Any, alike: Sequence[str]) -> list[dict[str, str]]:
    """The same report of the period before and after, and the others of its period."""
    rows = type(row).objects.filter(**{name: getattr(row, name) for name in alike})
    same = rows.filter(kind=row.kind)
    before = same.filter(period_end__lt=row.period_end).order_by("-period_end").first()
    after = same.filter(period_end__gt=row.period_end).order_by("period_end").first()
    others = rows.filter(period_start=row.period_start, period_end=row.period_end)
    named = [("The period before", before), ("The period after", after)]
    for other in others.exclude(pk=row.pk).order_by("kind"):
        named.append((other.get_kind_display(), other))
    return [{"label": label, "url": row_path(type(row), one.pk)} for label, one in named if one]

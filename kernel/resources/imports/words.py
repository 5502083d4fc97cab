"""An import in words: values, counts and totals as the screens write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from kernel.formats import Notation
from kernel.resources.imports.columns import ImportColumn, MoneyColumn, NewRow, RowColumn
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.previews import Preview
from kernel.resources.models import BatchStatus, ImportBatch

MOST_PLACES = 4
OUTCOMES = {"new": "new", "changed": "changes a row", "same": "is there already"}
TONES = {
    BatchStatus.UPLOADED: "warn",
    BatchStatus.QUEUED: "",
    BatchStatus.RUNNING: "accent",
    BatchStatus.IMPORTED: "good",
    BatchStatus.UNDO_QUEUED: "",
    BatchStatus.UNDOING: "accent",
    BatchStatus.UNDONE: "",
}


def counts(found: Preview, notation: Notation) -> str:
    """ "12 rows: 10 new, 1 changes, 1 is there already, none refused." """
    parts = [
        f"{notation.number(found.new)} new",
        f"{notation.number(found.changed)} changed",
        f"{notation.number(found.same)} already there",
        f"{notation.number(found.refused)} refused",
    ]
    first = "Of the first " if found.more else ""
    return f"{first}{notation.count(found.total, 'row')}: {', '.join(parts)}."


def sample_rows(
    found: Preview, notation: Notation
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Heads and rows of the preview's sample: line, what becomes of it, and the values read."""
    present = {name for _, _, values in found.sample for name in values}
    columns = [column for column in found.kind.bound if column.name in present]
    known = _rows_by_id(columns, found)
    rows = [
        {
            "line": line,
            "outcome": OUTCOMES[outcome],
            "cells": [
                {
                    "text": _said(column, values.get(column.name), values, found, notation, known),
                    "num": column.numeric,
                }
                for column in columns
            ],
        }
        for line, outcome, values in found.sample
    ]
    return [{"text": column.heading, "num": column.numeric} for column in columns], rows


def _rows_by_id(columns: list[ImportColumn], found: Preview) -> dict[Any, str]:
    known: dict[Any, str] = {}
    for column in columns:
        if isinstance(column, RowColumn) and column.to is not None:
            ids = [v.get(column.name) for _, _, v in found.sample]
            wanted = [id for id in ids if isinstance(id, UUID)]
            known |= {k: str(v) for k, v in column.to._default_manager.in_bulk(wanted).items()}
    return known


def _said(
    column: ImportColumn,
    value: Any,
    values: dict[str, Any],
    found: Preview,
    notation: Notation,
    known: dict[Any, str],
) -> str:
    if value is None or value == "":
        return "empty"
    if isinstance(value, NewRow):
        return f"{value.words} (new)"
    if isinstance(column, MoneyColumn):
        return notation.money(value, column.currency_of(values, found.reading), cents=True)
    if isinstance(value, dt.datetime):
        local = value.astimezone(found.reading.zone)
        return f"{notation.day(local.date())}, {local:%H:%M}"
    if isinstance(value, dt.date):
        return notation.day(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return _number(Decimal(value), notation)
    if isinstance(value, list):
        return notation.number(len(value))
    return known.get(value, str(value))


def totals(rows: list[dict[str, Any]], notation: Notation) -> list[dict[str, Any]]:
    """Controls as the screens show them: the file's sum, the stored one, and the difference."""
    shown = []
    for row in rows:
        file, stored = Decimal(str(row["file"])), Decimal(str(row["stored"]))
        said = None if row.get("said") is None else Decimal(str(row["said"]))
        shown.append(
            {
                "label": row["label"],
                "currency": row["currency"],
                "file": amount(row, file, notation),
                "stored": amount(row, stored, notation),
                "difference": amount(row, file - stored, notation) if file != stored else "",
                "said": "" if said is None else amount(row, said, notation),
                "apart": amount(row, file - said, notation) if said not in (None, file) else "",
            }
        )
    return shown


def amount(row: dict[str, Any], value: Decimal, notation: Notation) -> str:
    if row["unit"] == "money":
        return notation.money(int(value), row["currency"], cents=True)
    return _number(value, notation)


def _number(value: Decimal, notation: Notation) -> str:
    """With the places that it has, four at most."""
    exponent = round(value, MOST_PLACES).normalize().as_tuple().exponent
    return notation.number(value, max(0, -int(exponent)))


def reach(batch: ImportBatch, notation: Notation) -> str:
    """ "1 to 31 Jan", or nothing where the kind has no day."""
    if batch.first_day is None or batch.last_day is None:
        return ""
    return notation.day_range(batch.first_day, batch.last_day)


def kind_words(kind: ImportKind | None, batch: ImportBatch) -> str:
    """What a batch holds; its kind's own name where the kind is gone."""
    return kind.title if kind else batch.kind.replace("-", " ")

"""The evidence drawer: a figure, its formula, its rows, and where it comes from."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import DateField, DateTimeField
from django.http import HttpRequest

from kernel.core.facts import Fact, FactBook
from kernel.decisions.redaction import RESTRICTED
from kernel.errors import KernelError
from kernel.formats import Notation
from kernel.resources import addresses
from kernel.resources.columns import unit_of
from kernel.resources.evidence import Behind, behind
from kernel.resources.rights import notation
from kernel.screens import figures

SHOWN = 12


def asked(request: HttpRequest, book: FactBook) -> dict[str, Any] | None:
    """The drawer that ``?evidence=KEY`` asks for, or None where none is asked or known."""
    fact = book.get(request.GET.get("evidence", ""))
    return drawer(fact, notation(request)) if fact else None


def drawer(fact: Fact, notes: Notation) -> dict[str, Any]:
    """Context of components/evidence_drawer.html for one fact."""
    shown: dict[str, Any] = {
        "title": fact.label,
        "value": figures.words(fact, notes),
        "formula": fact.formula,
        "facts": _about(fact, notes),
        "proof": f"/proof/#{fact.function}",
    }
    if fact.value == RESTRICTED:
        return {**shown, "problem": "The rows behind this figure are not for your role."}
    if not fact.rows:
        return {**shown, "problem": "This figure was computed from other figures, not from rows."}
    try:
        parts = [behind(rows) for rows in fact.rows]
        changed = any(part.changed for part in parts)
        table = _one(fact, parts[0], notes) if len(parts) == 1 else _several(fact, parts, notes)
    except KernelError as error:
        return {**shown, "problem": error.detail}
    if changed:
        table["problem_note"] = "Rows have changed since this was computed. Run the agent again."
        table["facts"] = [{"name": "Changed", "value": table.pop("problem_note")}, *shown["facts"]]
    return {**shown, **table}


def _about(fact: Fact, notes: Notation) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = []
    if fact.interval is not None:
        facts.append({"name": "Interval", "value": figures.interval_words(fact, notes)})
    if fact.period is not None:
        facts.append({"name": "Period", "value": notes.day_range(*fact.period)})
    return [
        *facts,
        {"name": "Function", "value": f"{fact.function}, version {fact.version}", "mono": True},
        {"name": "Input", "value": fact.input_hash[:16], "mono": True},
    ]


def _one(fact: Fact, part: Behind, notes: Notation) -> dict[str, Any]:
    """One list of rows; their sum is that of all of them, shown or not."""
    rows = [_row(fact, part, row, notes) for row in part.rows[:SHOWN]]
    more = part.count - len(rows)
    return {
        "rows": rows,
        "amount": part.column_label.capitalize(),
        "unit": f"Sum of {_counted(part, notes)}" if part.named.column else "Rows",
        "sum": _amount(fact, part, part.total, notes),
        "more": {"text": f"All {notes.number(part.count)} rows", "url": part.path}
        if more > 0
        else None,
        "open": {"label": f"Open in {part.nouns}", "url": part.path},
    }


def _several(fact: Fact, parts: list[Behind], notes: Notation) -> dict[str, Any]:
    """A figure made of several totals: a line a total, each opening its rows."""
    return {
        "rows": [
            {
                "label": f"{part.column_label.capitalize()} of {_counted(part, notes)}"
                if part.named.column
                else part.nouns.capitalize(),
                "url": part.path,
                "amount": _amount(fact, part, part.total, notes),
            }
            for part in parts
        ],
        "amount": "Total",
        "unit": fact.label,
        "sum": figures.words(fact, notes),
        "open": {"label": f"Open in {parts[0].nouns}", "url": parts[0].path},
    }


def _counted(part: Behind, notes: Notation) -> str:
    return notes.count(part.count, str(part.model._meta.verbose_name), part.nouns)


def _row(fact: Fact, part: Behind, row: Any, notes: Notation) -> dict[str, Any]:
    value = getattr(row, part.named.column) if part.named.column else 1
    day = _day(row, notes)
    return {
        "date": notes.day(day) if day else "",
        "label": str(row).removesuffix(f", {day.isoformat()}") if day else str(row),
        "url": addresses.row_path(part.model, row.pk),
        "amount": _amount(fact, part, value, notes, getattr(row, "currency", "")),
        "zero": not value,
    }


def _day(row: Any, notes: Notation) -> dt.date | None:
    """The row's own first day, else the day of its first time by the workspace's clock.

    When a row was made or changed says nothing of the business.
    """
    dated = [field for field in row._meta.concrete_fields if isinstance(field, DateField)]
    days = [field for field in dated if not isinstance(field, DateTimeField)]
    times = [field for field in dated if not (field.auto_now or field.auto_now_add)]
    found = getattr(row, next(iter(days or times)).name) if days or times else None
    if isinstance(found, dt.datetime):
        return found.astimezone(ZoneInfo(notes.zone)).date()
    return found


def _amount(fact: Fact, part: Behind, value: Any, notes: Notation, currency: str = "") -> str:
    """A value of the summed column in its unit.

    `currency` is the row's where it names one; a figure that is no money, as a ratio of two
    amounts, has none, and its lists are of one currency by their filters.
    """
    if value is None:
        return "no data"
    column = part.named.column
    if column and unit_of(part.model._meta.get_field(column)) == "money":
        currency = currency or fact.currency or str(part.named.filters.get("currency", ""))
        return notes.money(int(value), currency, cents=True)
    return notes.number(value, 0 if float(value).is_integer() else 2)

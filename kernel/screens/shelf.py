"""Which reports of which period there are, newest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from kernel.formats import Notation
from kernel.resources.addresses import row_path

SHOWN = 18
MOST = 400
DRAFT = "draft"
TONES = {DRAFT: "line", "final": "good"}


def shelf(model: Any, named: Callable[[date, date], str]) -> dict[str, Any]:
    """`kinds` as headings, and `periods` {name, currency, cells [{label, url, status, tone}]}.

    `named` says a period's first and last day in words. Currencies are told where there are
    several.
    """
    found: dict[tuple[date, date, str], dict[str, Any]] = {}
    for row in model.objects.order_by("-period_end", "-period_start", "kind")[:MOST]:
        key = (row.period_end, row.period_start, getattr(row, "currency", ""))
        found.setdefault(key, {})[row.kind] = row
    kinds = model._meta.get_field("kind").choices
    several = len({currency for _, _, currency in found}) > 1
    shown = sorted(
        found.items(), key=lambda item: (_back(item[0][0]), _back(item[0][1]), item[0][2])
    )
    return {
        "kinds": [str(label) for _, label in kinds],
        "periods": [
            {
                "name": named(first, last),
                "currency": currency if several else "",
                "cells": [_cell(rows.get(kind), str(label)) for kind, label in kinds],
            }
            for (last, first, currency), rows in shown[:SHOWN]
        ],
        "drafts": model.objects.filter(status=DRAFT).count(),
        "count": model.objects.count(),
    }


def lede(shown: dict[str, Any], notes: Notation, further: str = "") -> str:
    """How many there are, and how many nobody has made final."""
    if not shown["count"]:
        return ""
    reports = notes.count(shown["count"], "report")
    drafts = f"{shown['drafts']} of them drafts" if shown["drafts"] else "all final"
    return " ".join(filter(None, (f"{reports}, {drafts}.", further)))


def newest(model: Any, most: int) -> list[dict[str, Any]]:
    """The newest reports {title, url, status, tone}, for a dashboard."""
    rows = model.objects.order_by("-period_end", "-period_start", "kind")[:most]
    return [{"title": row.title, **_cell(row, "")} for row in rows]


def _back(day: date) -> int:
    return -day.toordinal()


def _cell(row: Any, label: str) -> dict[str, str]:
    if row is None:
        return {"label": label}
    return {
        "label": label,
        "url": row_path(type(row), row.pk),
        "status": row.get_status_display(),
        "tone": TONES[str(row.status)],
    }

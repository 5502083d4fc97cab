"""The Reports screen: which reports of which period there are, newest first."""

from __future__ import annotations

from datetime import date
from typing import Any

from cfo.models import Report
from cfo.models.report import ReportKind, ReportStatus
from kernel.formats import Notation, month

SHOWN = 18
MOST = 400
TONES = {ReportStatus.DRAFT: "line", ReportStatus.FINAL: "good"}


def shelf(notes: Notation) -> dict[str, Any]:
    """`kinds` as headings, and `periods` {name, currency, cells [{label, url, status, tone}]}."""
    found: dict[tuple[date, date, str], dict[str, Report]] = {}
    for row in Report.objects.order_by("-period_end", "-period_start", "currency")[:MOST]:
        found.setdefault((row.period_end, row.period_start, row.currency), {})[row.kind] = row
    several = len({currency for _, _, currency in found}) > 1
    shown = list(found.items())[:SHOWN]
    return {
        "kinds": [str(label) for _, label in ReportKind.choices],
        "periods": [
            {
                "name": period_words(first, last, notes),
                "currency": currency if several else "",
                "cells": [_cell(rows.get(kind), str(label)) for kind, label in ReportKind.choices],
            }
            for (last, first, currency), rows in shown
        ],
        "drafts": Report.objects.filter(status=ReportStatus.DRAFT).count(),
        "count": Report.objects.count(),
    }


def lede(shown: dict[str, Any], notes: Notation) -> str:
    """How many there are, and how many nobody has made final."""
    if not shown["count"]:
        return ""
    reports = notes.count(shown["count"], "report")
    if not shown["drafts"]:
        return f"{reports}, all final. Every one is on a cash basis."
    return f"{reports}, {shown['drafts']} of them drafts. Every one is on a cash basis."


def period_words(first: date, last: date, notes: Notation) -> str:
    """A month by its name, several by their ends."""
    if (first.year, first.month) == (last.year, last.month):
        return month(first, long=True)
    return f"{month(first)} to {month(last)}"


def _cell(row: Any, label: str) -> dict[str, str]:
    if row is None:
        return {"label": label}
    return {
        "label": label,
        "url": f"/cfo/reports/{row.pk}/",
        "status": row.get_status_display(),
        "tone": TONES[ReportStatus(row.status)],
    }

"""A weekly summary on screen: its figures, and its texts with figures that open their rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from cro.models import WeeklySummary
from kernel.core.facts import FactBook
from kernel.formats import Notation
from kernel.resources.rights import notation
from kernel.screens import evidence, figures

NAMES = {
    "running": "Tests that ran",
    "people": "People in tests",
    "started": "Began",
    "decided": "Decided",
    "came": "People",
    "rate": "Reach the end",
}
LISTS = (
    ("Wins", "Nothing clearly went better.", "wins"),
    ("Problems", "Nothing clearly went wrong.", "problems"),
    ("Next", "Nothing waits for a decision.", "priorities"),
)


def page(request: HttpRequest, row: WeeklySummary) -> dict[str, Any]:
    """Further context of templates/cro/weekly_summary.html."""
    notes, book = notation(request), FactBook.from_json(row.facts)
    return {
        "title": f"Week of {_days(row, notes)}",
        "tiles": [
            tile for total in row.totals.get("figures", []) if (tile := _tile(total, book, notes))
        ],
        "narrative": figures.linked(row.narrative, book, notes),
        "lists": [
            {
                "title": title,
                "none": none,
                "lines": [figures.linked(text, book, notes) for text in getattr(row, name)],
            }
            for title, none, name in LISTS
        ],
        "evidence": evidence.asked(request, book),
    }


def latest(request: HttpRequest) -> dict[str, Any] | None:
    """The newest summary for the dashboard; None before the first."""
    row = WeeklySummary.objects.order_by("-week_start").first()
    if row is None:
        return None
    notes, book = notation(request), FactBook.from_json(row.facts)
    url = f"/cro/weekly-summaries/{row.pk}/"
    return {
        "title": _days(row, notes),
        "text": figures.linked(
            row.narrative, book, notes, lambda fact: f"{url}{figures.evidence_url(fact)}"
        ),
        "link": {"label": "Open the week", "url": url},
    }


def _days(row: WeeklySummary, notes: Notation) -> str:
    return notes.day_range(row.week_start, row.week_start + timedelta(days=6))


def _tile(total: dict[str, Any], book: FactBook, notes: Notation) -> dict[str, Any] | None:
    fact, before = book.get(total["now"]), book.get(total.get("before", ""))
    if fact is None:
        return None
    return {
        "name": NAMES.get(total["figure"], total["figure"]),
        "value": figures.words(fact, notes),
        "url": figures.evidence_url(fact) if fact.rows else "",
        "note": f"after {figures.words(before, notes)}" if before is not None else "",
    }

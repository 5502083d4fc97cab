"""A weekly summary on screen: its tiles, and its texts with figures that open their rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from cmo.models import WeeklySummary
from cmo.tiles import TILES
from kernel.core.facts import FactBook
from kernel.formats import Change, Notation
from kernel.resources.rights import notation
from kernel.screens import evidence, figures
from kernel.screens.tiles import KINDS


def page(request: HttpRequest, row: WeeklySummary) -> dict[str, Any]:
    """Further context of templates/cmo/weekly_summary.html."""
    notes, book = notation(request), FactBook.from_json(row.facts)
    last = row.week_start + timedelta(days=6)
    return {
        "title": f"Week of {notes.day_range(row.week_start, last)}",
        "strips": _strips(row, book, notes),
        "narrative": figures.linked(row.narrative, book, notes),
        "lists": [
            {"title": title, "none": none, "lines": [figures.linked(t, book, notes) for t in texts]}
            for title, none, texts in (
                ("Wins", "Nothing clearly went better.", row.wins),
                ("Problems", "Nothing clearly went wrong.", row.problems),
                ("Next", "Nothing waits for a decision.", row.priorities),
            )
        ],
        "weeks": _around(row),
        "evidence": evidence.asked(request, book),
    }


def latest(request: HttpRequest) -> dict[str, Any] | None:
    """The newest summary for the dashboard; None before the first."""
    row = WeeklySummary.objects.order_by("-week_start").first()
    if row is None:
        return None
    notes, book = notation(request), FactBook.from_json(row.facts)
    url = f"/cmo/weekly-summaries/{row.pk}/"
    last = row.week_start + timedelta(days=6)
    return {
        "title": notes.day_range(row.week_start, last),
        "text": figures.linked(
            row.narrative, book, notes, lambda fact: f"{url}{figures.evidence_url(fact)}"
        ),
        "link": {"label": "Open the week", "url": url},
    }


def _strips(row: WeeklySummary, book: FactBook, notes: Notation) -> list[dict[str, Any]]:
    """A strip of tiles a currency, the first one's being the workspace's own."""
    totals = row.totals.get("figures", [])
    codes = list(dict.fromkeys(total["currency"] for total in totals))
    return [
        {
            "currency": code,
            "tiles": [
                tile
                for total in totals
                if total["currency"] == code
                and (tile := _tile(total, book, replace(notes, currency=code)))
            ],
        }
        for code in codes
    ]


def _tile(total: dict[str, Any], book: FactBook, notes: Notation) -> dict[str, Any] | None:
    fact = book.get(total["now"])
    shape = next((tile for tile in TILES if tile.figure == total["figure"]), None)
    if fact is None or shape is None:
        return None
    before, change = book.get(total["before"]), book.get(total["change"])
    return {
        "name": shape.name,
        "value": figures.words(fact, notes),
        "url": figures.evidence_url(fact),
        "change": _change(total, shape, fact.value, before.value if before else None, notes),
        "note": (figures.interval_words(change, notes) if change else "")
        or ("too few weeks to judge" if total["clear"] is None else ""),
    }


def _change(total: dict[str, Any], shape: Any, now: Any, before: Any, notes: Notation) -> Change:
    rate = shape.figure == "conversion"
    return notes.change(
        now,
        before,
        of=KINDS.get("fraction" if rate else "money" if shape.figure in MONEY else "", "number"),
        digits=shape.digits,
        kind="rate" if rate else "relative",
        better=shape.better if total["clear"] else "",
        clear=total["clear"] is not False,
    )


MONEY = ("revenue", "cost", "cac")


def _around(row: WeeklySummary) -> list[dict[str, str]]:
    """The week before and the one after, where they have summaries."""
    before = WeeklySummary.objects.filter(week_start__lt=row.week_start).order_by("-week_start")
    after = WeeklySummary.objects.filter(week_start__gt=row.week_start).order_by("week_start")
    pairs = (("The week before", before.first()), ("The week after", after.first()))
    return [
        {"label": label, "url": f"/cmo/weekly-summaries/{one.pk}/"} for label, one in pairs if one
    ]

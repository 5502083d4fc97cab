"""Recommendations as components show them: a line in a list, or a proposal in full."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from kernel.core.actions import Change
from kernel.core.facts import Fact, FactBook
from kernel.decisions.notifications import address_of
from kernel.decisions.recommendation import Recommendation, RecommendationStatus
from kernel.decisions.redaction import redacted
from kernel.errors import KernelError
from kernel.formats import Notation, count, day
from kernel.resources.rights import notation, rights
from kernel.screens import charts, figures
from kernel.screens.nouns import field_words
from kernel.tenancy.models import User

DECIDED = (
    RecommendationStatus.APPLIED,
    RecommendationStatus.REJECTED,
    RecommendationStatus.UNDONE,
)


def line(request: HttpRequest, row: Recommendation, *, named: bool = False) -> dict[str, Any]:
    """A line of components/recommendations.html; ``named`` says the module as well."""
    book, notes = _book(request, row), notation(request)
    manifest = row.manifest
    shown = {
        "id": row.pk,
        "title": figures.plain(row.title, book, notes),
        "severity": row.severity,
        "why": figures.linked(row.rationale, book, notes, _evidence(row)),
        "foot": _foot(row, notes),
        "evidence": _evidence(row)(row.headline) if row.evidence else "",
        "effect": _effect(row, book, notes),
        "status": row.state,
        "said": _said(row),
        "acts": _quick_acts(request, row),
        "who": _who(request, row),
    }
    return {**shown, "role": manifest.role, "module": manifest.title} if named else shown


def proposal(request: HttpRequest, row: Recommendation) -> dict[str, Any]:
    """The same in full, with what it would change: components/proposal.html."""
    book, notes = _book(request, row), notation(request)
    rows, does = _preview(row, notes)
    return {
        "id": row.pk,
        "title": figures.plain(row.title, book, notes),
        "severity": row.severity,
        "status": row.state,
        "said": _said(row),
        "does": does,
        **_table(rows),
        "effect": _effect(row, book, notes),
        "acts": _full_acts(request, row),
        "who": _who(request, row),
        "until": _until(row),
    }


def title(request: HttpRequest, row: Recommendation) -> str:
    """The order in words, "Move €4,200 from …"."""
    return figures.plain(row.title, _book(request, row), notation(request))


def _book(request: HttpRequest, row: Recommendation) -> FactBook:
    return redacted(row.evidence, rights(request), row.manifest.id)


def _evidence(row: Recommendation) -> Any:
    return lambda fact: f"{address_of(row)}?evidence={fact.key}"


def _open(row: Recommendation) -> bool:
    return row.state in ("pending", "approved", "snoozed")


def _until(row: Recommendation) -> str:
    """ "Expires in 28 days": its life is counted in real days, whatever the tenant's date."""
    if row.expires_at is None or not _open(row):
        return ""
    days = (row.expires_at - timezone.now()).days
    return "Expires today" if days < 1 else f"Expires in {count(days, 'day')}"


def _foot(row: Recommendation, notes: Notation) -> list[str]:
    words = [row.kind.replace("_", " ").replace("-", " ").capitalize()]
    if row.due_on:
        words.insert(0, f"Due {notes.day(row.due_on, weekday=True)}")
    return words


def _effect(row: Recommendation, book: FactBook, notes: Notation) -> dict[str, Any] | None:
    """ "+€4,200 revenue a month", its interval and date, and the whisker."""
    predicted = row.predicted
    fact = book.get(predicted["fact"]) if predicted else None
    if predicted is None or fact is None or fact.value is None:
        return None
    due = _day_of(predicted.get("due"), notes)
    shown = figures.words(fact, notes)
    sign = "+" if isinstance(fact.value, int | float) and fact.value > 0 else ""
    text = f"{sign}{shown} {figures.within_a_sentence(predicted['metric'])}"
    if predicted.get("exact"):
        words = f"exact, by {due}" if due else "exact"
        return {"text": text, "words": words, "whisker": ""}
    words = ", by ".join(part for part in (figures.interval_words(fact, notes), due) if part)
    return {"text": text, "words": words, "whisker": _whisker(fact, words)}


def _whisker(fact: Fact, words: str) -> Any:
    if fact.interval is None or not isinstance(fact.value, int | float):
        return ""
    return charts.whisker(float(fact.value), fact.interval.low, fact.interval.high, words)


def _day_of(text: str | None, notes: Notation) -> str:
    return notes.day(dt.date.fromisoformat(text)) if text else ""


def _said(row: Recommendation) -> str:
    if row.state == "snoozed" and row.snoozed_until:
        return f"Snoozed until {day(row.snoozed_until.date())}"
    if row.status == RecommendationStatus.APPROVED:
        return "Approved once; a second person applies it."
    if row.status not in DECIDED:
        return ""
    person = User.objects.filter(pk=row.decided_by_id).first() if row.decided_by_id else None
    by = f" by {person}" if person else ""
    word = {"applied": "Approved and applied", "rejected": "Rejected", "undone": "Undone"}
    note = f": {row.decision_note}" if row.decision_note else ""
    return f"{word[row.status]}{by}{note}"


def _hidden(row: Recommendation) -> list[dict[str, str]]:
    return [{"name": "action_hash", "value": row.action_hash}]


def _quick_acts(request: HttpRequest, row: Recommendation) -> list[dict[str, Any]]:
    """Approve and Reject in a list, or Undo once it is applied."""
    if not rights(request).writes(row.manifest.id):
        return []
    url, hidden = address_of(row), _hidden(row)
    back = [*hidden, {"name": "next", "value": request.get_full_path()}]
    if row.state in ("pending", "approved"):
        return [
            {"label": "Approve", "url": f"{url}approval/", "icon": "check", "hidden": back},
            {"label": "Reject", "url": f"{url}rejection/", "ghost": True, "hidden": back},
        ]
    if row.status == RecommendationStatus.APPLIED:
        return [{"label": "Undo", "url": f"{url}undo/", "icon": "undo-2", "hidden": back}]
    return []


def _full_acts(request: HttpRequest, row: Recommendation) -> list[dict[str, Any]]:
    """The decision as its own page offers it: approve, reject with a reason, snooze; or undo."""
    if not rights(request).writes(row.manifest.id):
        return []
    url = address_of(row)
    here = f"{request.get_full_path()}#proposal-{row.pk}"
    back = [*_hidden(row), {"name": "next", "value": here}]
    if row.status == RecommendationStatus.APPLIED:
        return [{"label": "Undo", "url": f"{url}undo/", "icon": "undo-2", "hidden": back}]
    if not _open(row):
        return []
    return [
        {
            "label": "Approve and apply",
            "url": f"{url}approval/",
            "icon": "check",
            "primary": True,
            "hidden": back,
        },
        {
            "label": "Reject…",
            "url": f"{url}rejection/",
            "hidden": back,
            "ask": {"name": "note", "label": "Why not", "button": "Reject"},
        },
        {
            "label": "Snooze…",
            "url": f"{url}snooze/",
            "ghost": True,
            "hidden": back,
            "ask": {
                "name": "until",
                "label": "Until",
                "type": "date",
                "button": "Snooze",
                "required": True,
            },
        },
    ]


def _who(request: HttpRequest, row: Recommendation) -> str:
    if rights(request).writes(row.manifest.id) or not _open(row):
        return ""
    roles = [f"{role}s" for role in row.manifest.permissions.role if role != "admin"]
    return (
        f"{', '.join(['Owners', 'admins', *roles[:-1]])} and {roles[-1]} decide"
        if roles
        else ("Owners and admins decide")
    )


def _preview(row: Recommendation, notes: Notation) -> tuple[list[dict[str, Any]], str]:
    """What applying would change now; after a decision, what it did change."""
    if not _open(row):
        return [], ""
    try:
        preview = row.preview()
    except KernelError as error:
        return [], f"It cannot be applied as things stand: {error.detail}"
    rows = [_change(change, notes) for change in preview.changes]
    return rows, f"{preview.does} {preview.does_not}".strip()


def _table(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows under one head: what they share stands in it, each says the rest."""
    subjects, fields = ({row[part] for row in rows} for part in ("subject", "field"))
    if len(subjects) == 1:
        head, named = rows[0]["subject"], "field"
    elif len(fields) == 1:
        head, named = rows[0]["field"], "subject"
    else:
        head, named = "Field", ""
    names = [row[named] if named else f"{row['subject']}: {row['field']}" for row in rows]
    return {
        "subject": head,
        "rows": [{**row, "name": name} for row, name in zip(rows, names, strict=True)],
    }


def _change(change: Change, notes: Notation) -> dict[str, Any]:
    before, after = (_cell(value, notes) for value in (change.before, change.after))
    return {
        "subject": change.label,
        "field": field_words(change.resource, change.field),
        "before": before,
        "after": after,
        "same": before == after,
        "new": change.before in (None, ""),
    }


def _cell(value: Any, notes: Notation) -> str:
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return notes.number(value, 3)
    return str(value)

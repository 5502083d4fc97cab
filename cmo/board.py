"""Content by status: what is outlined, what waits for approval, what goes out next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from cmo.models import Campaign, ContentAsset
from cmo.models.columns import channel_label
from cmo.models.content_asset import AssetKind, AssetStatus
from cmo.wordings import kind_words
from kernel.errors import KernelError
from kernel.formats import Notation
from kernel.resources import addresses
from kernel.resources.rights import notation

PATH = "/cmo/content/"
SHOWN = 12
SHOWN_STATES = (
    AssetStatus.DRAFT,
    AssetStatus.REVIEW,
    AssetStatus.APPROVED,
    AssetStatus.PUBLISHED,
)
EMPTY = {
    AssetStatus.DRAFT: "Nothing is being written.",
    AssetStatus.REVIEW: "Nothing waits for approval.",
    AssetStatus.APPROVED: "Nothing is ready to go out.",
    AssetStatus.PUBLISHED: "Nothing has gone out.",
}
FILTERS = ("campaign", "channel", "kind", "outline")


def page(request: HttpRequest) -> dict[str, Any]:
    """The whole screen."""
    notes = notation(request)
    chosen = {name: request.GET.get(name, "") for name in FILTERS}
    rows = _rows(chosen)
    by_status: dict[str, list[Any]] = {}
    for row in rows:
        by_status.setdefault(row.status, []).append(row)
    archived = len(by_status.get(AssetStatus.ARCHIVED, ()))
    return {
        "title": "Content",
        "lede": _lede(by_status, notes),
        "board": {
            "label": "Content by status",
            "columns": [
                _column(status, by_status.get(status, []), chosen, notes) for status in SHOWN_STATES
            ],
        },
        "filters": _filters(chosen),
        "archived": {
            "label": f"{notes.count(archived, 'piece')} archived",
            "url": _list({"status": AssetStatus.ARCHIVED}),
        }
        if archived
        else None,
        "all": _list(chosen),
        "empty": not rows and not any(chosen.values()),
        "none": not rows and any(chosen.values()),
    }


def _rows(chosen: Mapping[str, str]) -> list[Any]:
    rows: QuerySet[Any] = ContentAsset.objects.select_related("campaign").annotate(
        outlines=Count("variants", filter=Q(variants__is_outline=True)),
        total=Count("variants"),
        winners=Count("variants", filter=Q(variants__is_winner=True)),
    )
    if chosen["campaign"]:
        try:
            rows = rows.filter(campaign_id=addresses.parse_id(chosen["campaign"]))
        except KernelError:
            rows = rows.none()
    if chosen["channel"]:
        rows = rows.filter(channel=chosen["channel"])
    if chosen["kind"]:
        rows = rows.filter(kind=chosen["kind"])
    if chosen["outline"] == "yes":
        rows = rows.filter(outlines__gt=0)
    elif chosen["outline"] == "no":
        rows = rows.filter(outlines=0)
    return list(rows.order_by("publish_on", "title", "pk"))


def _column(
    status: AssetStatus, rows: Sequence[Any], chosen: Mapping[str, str], notes: Notation
) -> dict[str, Any]:
    newest = list(reversed(rows)) if status == AssetStatus.PUBLISHED else list(rows)
    rest = len(rows) - SHOWN
    return {
        "title": status.label,
        "count": notes.number(len(rows)),
        "empty": EMPTY[status],
        "cards": [_card(row, notes) for row in newest[:SHOWN]],
        "more": {"label": f"{rest} more", "url": _list({**chosen, "status": status})}
        if rest > 0
        else None,
    }


def _card(row: Any, notes: Notation) -> dict[str, Any]:
    badges = []
    if row.outlines:
        badges.append({"text": "outline", "tone": "warn", "icon": "pencil"})
    if not row.total:
        badges.append({"text": "no text yet", "tone": "line", "icon": ""})
    if row.winners:
        badges.append({"text": "winner chosen", "tone": "good", "icon": "check"})
    when = f"{notes.day(row.publish_on, weekday=True)}" if row.publish_on else "no day yet"
    late = row.status in (AssetStatus.DRAFT, AssetStatus.REVIEW, AssetStatus.APPROVED)
    if late and row.publish_on and notes.today and row.publish_on < notes.today:
        badges.append({"text": "its day has passed", "tone": "bad", "icon": "triangle-alert"})
    return {
        "title": row.title,
        "url": addresses.row_path(ContentAsset, row.pk),
        "sub": kind_words(row),
        "badges": badges,
        "foot": ", ".join(filter(None, (when, row.campaign.name if row.campaign else ""))),
    }


def _filters(chosen: Mapping[str, str]) -> dict[str, Any]:
    rows = ContentAsset.objects.order_by("channel")
    channels = rows.values_list("channel", flat=True).distinct()
    campaigns = Campaign.objects.filter(assets__isnull=False).order_by("name").distinct()
    outline = {"yes": "outlines only", "no": "finished only"}
    return {
        "fields": [
            _select("campaign", "Campaign", {str(r.pk): r.name for r in campaigns}, chosen),
            _select("channel", "Channel", {name: channel_label(name) for name in channels}, chosen),
            _select("kind", "Kind", dict(AssetKind.choices), chosen),
            _select("outline", "Text", outline, chosen),
        ],
        "action": PATH,
        "filtered": any(chosen.values()),
    }


def _select(
    name: str, label: str, options: Mapping[str, str], chosen: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "kind": "select",
        "name": name,
        "label": label,
        "blank": "all",
        "options": [
            {"value": value, "label": words, "selected": value == chosen[name]}
            for value, words in options.items()
        ],
    }


def _list(chosen: Mapping[str, str]) -> str:
    pairs = [(name, value) for name, value in chosen.items() if value and name != "outline"]
    return addresses.with_query(addresses.list_path(ContentAsset), pairs)


def _lede(by_status: Mapping[str, Sequence[Any]], notes: Notation) -> str:
    """How many are open, how many of them are outlines, and what goes out next."""
    open_ = [
        row
        for status in (AssetStatus.DRAFT, AssetStatus.REVIEW)
        for row in by_status.get(status, ())
    ]
    ready = by_status.get(AssetStatus.APPROVED, ())
    outlines = sum(bool(row.outlines) for row in open_)
    said = []
    if open_:
        words = f"{notes.count(len(open_), 'piece')} in work"
        said.append(f"{words}, {outlines} of them to fill in." if outlines else f"{words}.")
    coming = [
        row
        for row in (*open_, *ready)
        if row.publish_on and notes.today and row.publish_on >= notes.today
    ]
    if coming:
        first = min(coming, key=lambda row: row.publish_on)
        said.append(f"Next: “{first.title}” on {notes.day(first.publish_on, weekday=True)}.")
    return " ".join(said)

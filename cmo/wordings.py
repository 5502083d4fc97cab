"""An asset's variants side by side: their parts, how long they are, and what may be done."""

from __future__ import annotations

import re
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cmo.analysis import limits_for, over_limit
from cmo.analysis.content_limits import Limit
from cmo.content.outlines import PARTS
from cmo.models import ContentAsset, ContentVariant
from cmo.models.columns import channel_label
from cmo.models.content_asset import AssetStatus
from kernel.formats import Notation
from kernel.resources import addresses
from kernel.screens import charts

NAMES = {
    "subject": "Subject",
    "headline": "Headline",
    "body": "Text",
    "cta_text": "Call to action",
}
_MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
CLOSED = (AssetStatus.PUBLISHED, AssetStatus.ARCHIVED)


def versions(
    asset: ContentAsset, rows: list[ContentVariant], notes: Notation, *, may_write: bool
) -> list[dict[str, Any]]:
    """The context of components/versions.html."""
    return [_version(asset, row, notes, may_write=may_write) for row in rows]


def _version(
    asset: ContentAsset, row: ContentVariant, notes: Notation, *, may_write: bool
) -> dict[str, Any]:
    badges = []
    if row.is_outline:
        badges.append({"text": "outline", "tone": "warn", "icon": "pencil"})
    if row.is_winner:
        badges.append({"text": "winner", "tone": "good", "icon": "check"})
    parts = [_part(asset, row, name, notes) for name in _shown(asset, row)]
    marks = sum(len(_MARK.findall(getattr(row, name))) for name in NAMES)
    return {
        "label": row.label,
        "title": f"variant {row.label}",
        "chosen": row.is_winner,
        "badges": badges,
        "parts": parts,
        "note": f"{notes.count(marks, 'place')} to fill in." if marks else "",
        "acts": _acts(row) if may_write else [],
    }


def _shown(asset: ContentAsset, row: ContentVariant) -> list[str]:
    """The parts of the kind, and any other that has a text all the same."""
    return [name for name in NAMES if name in PARTS[asset.kind] or getattr(row, name)]


def _part(asset: ContentAsset, row: ContentVariant, name: str, notes: Notation) -> dict[str, Any]:
    text = getattr(row, name)
    part: dict[str, Any] = {"name": NAMES[name], "text": marked(text)}
    if not text:
        part["missing"] = "nothing yet"
    found = length(asset.kind, asset.channel, name, text)
    if found is None:
        part["words"] = notes.count(len(text), "character") if text else ""
        return part
    used, limit, source = found
    words = f"{notes.number(used)} of {notes.number(limit)}"
    over = used > limit
    return part | {
        "words": f"{words}, too long" if over else words,
        "meter": charts.meter(used, limit, f"{NAMES[name]}: {words} characters. {source}"),
        "over": over,
    }


def length(kind: str, channel: str, part: str, text: str) -> tuple[int, int, str] | None:
    """How long a part is as its channel counts, how long it may be, and who says so.

    None where no platform sets a limit.
    """
    limit = next((one for one in limits_for(kind, channel) if one.part == part), None)
    if limit is None:
        return None
    return _counted(kind, channel, limit, text)


def _counted(kind: str, channel: str, limit: Limit, text: str) -> tuple[int, int, str]:
    """A short message counts otherwise with other letters; what is too long says so itself."""
    excess = [
        one for one in over_limit(kind, channel, {limit.part: text}) if one.part == limit.part
    ]
    if excess:
        return excess[0].length, excess[0].limit, limit.source
    return len(text), limit.characters, limit.source


def marked(text: str) -> SafeString:
    """A text with its places to fill in marked."""
    return mark_safe(_MARK.sub(r"<mark>\1</mark>", escape(text)))  # noqa: S308 - escaped above


def _acts(row: ContentVariant) -> list[dict[str, Any]]:
    acts: list[dict[str, Any]] = [
        {
            "label": "Edit",
            "url": addresses.row_path(ContentVariant, row.pk, "edit"),
            "icon": "pencil",
        }
    ]
    if not row.is_winner:
        acts.append(
            {
                "label": "Choose as winner",
                "url": addresses.row_path(ContentVariant, row.pk, "winner"),
                "icon": "check",
                "ghost": True,
                "post": True,
            }
        )
    return acts


def refusal(asset: ContentAsset, rows: list[ContentVariant]) -> str:
    """Why an asset cannot be approved; nothing where it can."""
    outlines = [row.label for row in rows if row.is_outline]
    if not rows:
        return "It has no text yet: add a variant."
    if outlines:
        listed = " and ".join(filter(None, [", ".join(outlines[:-1]), outlines[-1]]))
        many = len(outlines) > 1
        return (
            f"Variant{'s' if many else ''} {listed} {'are outlines' if many else 'is an outline'}: "
            "fill in what is marked, then approve."
        )
    long = [
        f"{NAMES[one.part].lower()} of {row.label}"
        for row in rows
        for one in over_limit(
            asset.kind, asset.channel, {part: getattr(row, part) for part in PARTS[asset.kind]}
        )
        if one.hard
    ]
    if long:
        where = channel_label(asset.channel)
        return f"Too long for {where}: {', '.join(long)}. Shorten it, then approve."
    return ""


def state_words(asset: ContentAsset, notes: Notation) -> str:
    """One sentence of state for the page's head."""
    when = "it has no day yet"
    if asset.publish_on:
        word = "went" if asset.status == AssetStatus.PUBLISHED else "goes"
        when = f"it {word} out {notes.day(asset.publish_on, weekday=True)}"
    return f"{kind_words(asset)}, {asset.get_status_display().lower()}; {when}."


def kind_words(asset: ContentAsset) -> str:
    """Kind and channel, once where they say the same: "Ad on Paid search", "Email"."""
    kind, channel = asset.get_kind_display(), channel_label(asset.channel)
    same = kind.replace("-", "").casefold() == channel.replace("-", "").casefold()
    return str(kind) if same else f"{kind} on {channel}"

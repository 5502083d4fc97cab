"""What a run writes: assets with their variants and calendar entries, as drafts."""

from __future__ import annotations

from typing import Any

from cmo.content.contracts import ContentOutput, PieceSketch
from cmo.models import CalendarEvent, Campaign, ContentAsset, ContentVariant
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook, fill
from kernel.errors import ConflictError
from kernel.formats import Notation
from kernel.resources.rights import scope_notation
from kernel.runs.drafts import remove_drafts, untouched, write_draft
from kernel.screens import figures


def write(output: ContentOutput, facts: FactBook) -> list[Entity]:
    """Draft every piece; what a person changed stays, and drafts that no piece needs any more go.

    Raises ConflictError where the campaign was deleted meanwhile.
    """
    if not output.campaign or not output.pieces:
        return []
    campaign = Campaign.objects.select_for_update().filter(pk=output.campaign).first()
    if campaign is None:
        raise ConflictError("The campaign is gone.")
    notes = scope_notation()
    entities: list[Entity | None] = []
    keep = []
    taken = {piece.own for piece in output.pieces if piece.own}
    for piece in output.pieces:
        asset, written = _asset(piece, campaign, facts, notes)
        keep.append(asset.pk)
        entities.append(written)
        if untouched(asset):
            entities += _variants(piece, asset, facts, notes)
            entities.append(_event(piece, asset, campaign))
    channels = {piece.channel for piece in output.pieces}
    gone = ContentAsset.objects.filter(campaign=campaign, channel__in=channels).exclude(
        title__in=taken
    )
    for asset in gone.exclude(pk__in=keep).exclude(draft_hash=""):
        entities += remove_drafts(ContentAsset, keep_ids=[], pk=asset.pk)
    return [one for one in entities if one is not None]


def _asset(
    piece: PieceSketch, campaign: Campaign, facts: FactBook, notes: Notation
) -> tuple[ContentAsset, Entity | None]:
    values: dict[str, Any] = {
        "kind": piece.kind,
        "channel": piece.channel,
        "stage_id": piece.stage or None,
        "key_message": figures.plain(piece.key_message, facts, notes),
        "cta": piece.cta,
        "tone": piece.tone[:240],
        "status": "draft",
        "publish_on": piece.publish_on,
    }
    if piece.own and piece.own != piece.title:
        values["title"] = piece.title
    written = write_draft(
        ContentAsset, find={"campaign": campaign, "title": piece.own or piece.title}, values=values
    )
    return written.row, written.entity()


def _variants(
    piece: PieceSketch, asset: ContentAsset, facts: FactBook, notes: Notation
) -> list[Entity | None]:
    """Copy takes the place of an outline; an outline never takes that of copy."""
    entities = []
    present = {row.label: row for row in ContentVariant.objects.filter(asset=asset)}
    for one in piece.variants:
        there = present.get(one.label)
        if there is not None and one.is_outline and not there.is_outline:
            continue
        parts = {
            name: fill(text, facts, lambda fact: figures.words(fact, notes))
            for name, text in one.parts().items()
        }
        written = write_draft(
            ContentVariant,
            find={"asset": asset, "label": one.label},
            values={**parts, "is_outline": one.is_outline, "is_winner": False},
        )
        entities.append(written.entity())
    return entities


def _event(piece: PieceSketch, asset: ContentAsset, campaign: Campaign) -> Entity | None:
    written = write_draft(
        CalendarEvent,
        find={"asset": asset, "kind": piece.event},
        values={
            "campaign": campaign,
            "title": piece.title,
            "starts_at": piece.starts_at,
            "ends_at": piece.ends_at,
            "channel": piece.channel,
            "status": "planned",
        },
    )
    return written.entity()

"""The answer's structure from a ground and its facts."""

from __future__ import annotations

from cmo.analysis import limits_for
from cmo.content import sentences
from cmo.content.book import day_key
from cmo.content.contracts import ContentOutput, PieceSketch
from cmo.content.ground import Ground
from cmo.content.outlines import LONGEST, PARTS, Written, variants
from cmo.content.pieces import LENGTH, STAGES, Piece, lay_out
from cmo.models.columns import channel_label


def output_of(ground: Ground, written: Written) -> ContentOutput:
    """Brief and outlines; `written` gives a text as it will be read."""
    layout = lay_out(ground)
    return ContentOutput(
        summary=sentences.summary(ground, layout),
        findings=sentences.findings(ground, layout),
        campaign=str(ground.campaign.id),
        brief=sentences.brief(ground),
        pieces=[_sketch(ground, piece, written) for piece in layout.pieces],
        defaults=sentences.defaults(ground),
        kept=list(layout.kept),
    )


def limits(kind: str, channel: str) -> dict[str, int | float]:
    """The most characters of each part that a kind of content has on a channel, where known."""
    known: dict[str, int | float] = {part: LONGEST[part] for part in PARTS[kind] if part in LONGEST}
    known |= {one.part: one.characters for one in limits_for(kind, channel)}
    return {part: known[part] for part in PARTS[kind] if part in known}


def _sketch(ground: Ground, piece: Piece, written: Written) -> PieceSketch:
    cta = sentences.call(ground)
    return PieceSketch(
        key=piece.key,
        channel=piece.channel,
        label=channel_label(piece.channel),
        kind=piece.kind,  # type: ignore[arg-type]
        title=piece.title,
        key_message=f"{piece.thought.text}.",
        cta=cta[:120],
        tone=ground.brand.tone,
        stage=str(ground.stages.get(STAGES[piece.kind], "")),
        day=day_key(piece.key),
        publish_on=piece.day,
        event=piece.event,  # type: ignore[arg-type]
        starts_at=piece.starts_at,
        ends_at=piece.starts_at + LENGTH,
        own=piece.own,
        limits=limits(piece.kind, piece.channel),
        variants=variants(ground, piece, cta, written),
    )

"""Copy that a model drafted: what is wrong with it, and how it takes the outline's place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cmo.analysis import over_limit
from cmo.content.contracts import (
    LONGEST_BODY,
    LONGEST_CTA,
    LONGEST_LINE,
    ContentDraft,
    ContentOutput,
    PieceSketch,
    VariantDraft,
)
from cmo.content.outlines import LONGEST, PARTS, Written

MARK = ("[[", "]]")
NEEDED = ("subject", "headline", "body")
MOST_OF_A_VARIANT = LONGEST_BODY + 2 * LONGEST_LINE + LONGEST_CTA


ROOM = 10_000
"""Characters that one answer may come to: a model writes 4,096 tokens of three characters each at
the least, and the names of parts, pieces and variants take their share."""
PIECE_OVERHEAD = 240


def batches(output: ContentOutput) -> list[list[PieceSketch]]:
    """The pieces in their order, together as long as their longest copy fits one answer."""
    found: list[list[PieceSketch]] = []
    left = 0
    for piece in output.pieces:
        length = longest(piece)
        if length > left or not found:
            found.append([])
            left = ROOM
        found[-1].append(piece)
        left -= length
    return found


def longest(piece: PieceSketch) -> int:
    """How many characters a piece's copy may come to, all variants and their JSON included."""
    parts = sum(int(piece.limits.get(part, LONGEST_BODY)) for part in PARTS[piece.kind])
    return len(piece.variants) * (min(parts, MOST_OF_A_VARIANT) + PIECE_OVERHEAD)


def faults(output: ContentOutput, draft: ContentDraft, written: Written) -> list[dict[str, str]]:
    """Every fault of a draft beyond its numbers: names, places to fill in, lengths.

    `written` gives a text as it will be read, with figures put in: that is what is measured.
    """
    pieces = {piece.key: piece for piece in output.pieces}
    found = []
    seen: set[tuple[str, str]] = set()
    for place, one in enumerate(draft.pieces):
        piece = pieces.get(one.key)
        if piece is None:
            found.append(_fault(f"/pieces/{place}/key", "unknown_piece", "No piece has that key."))
            continue
        for turn, variant in enumerate(one.variants):
            where = f"/pieces/{place}/variants/{turn}"
            if (one.key, variant.label) in seen:
                found.append(_fault(f"{where}/label", "twice", "This variant is there twice."))
            seen.add((one.key, variant.label))
            found += _of_variant(piece, variant, where, written)
    return found


def _of_variant(
    piece: PieceSketch, variant: VariantDraft, where: str, written: Written
) -> Iterator[dict[str, str]]:
    own = PARTS[piece.kind]
    for part in ("subject", "headline", "body", "cta_text"):
        text = written(getattr(variant, part))
        at = f"{where}/{part}"
        if part not in own and text:
            yield _fault(at, "no_such_part", f"{piece.label} has no {part} here: leave it empty.")
        elif part in own and part in NEEDED and not text:
            yield _fault(at, "missing", "Write it, or leave the whole piece out.")
        elif any(mark in text for mark in MARK):
            yield _fault(at, "fill_in", "No place to fill in: leave the piece out instead.")
        elif text and part in own:
            yield from _too_long(piece, part, text, at)


def _too_long(piece: PieceSketch, part: str, text: str, at: str) -> Iterator[dict[str, str]]:
    excess = over_limit(piece.kind, piece.channel, {part: text})
    if excess:
        one = excess[0]
        words = f"It has {one.length} characters, {one.limit} fit ({one.source})."
        yield _fault(at, "too_long", words)
    elif len(text) > LONGEST.get(part, len(text)):
        yield _fault(at, "too_long", f"It has {len(text)} characters, {LONGEST[part]} fit.")


def accepted(output: ContentOutput, draft: Any) -> ContentOutput:
    """The output with the draft's copy in the place of outlines.

    The summary is that of the first answer, which saw the whole campaign like any other.
    """
    begun = any(not one.is_outline for piece in output.pieces for one in piece.variants)
    summary = output.summary if begun else draft.summary or output.summary
    copy = {(one.key, variant.label): variant for one in draft.pieces for variant in one.variants}
    pieces = [
        piece.model_copy(
            update={
                "variants": [
                    variant
                    if (made := copy.get((piece.key, variant.label))) is None
                    else variant.model_copy(
                        update={
                            **{part: getattr(made, part) for part in PARTS[piece.kind]},
                            "is_outline": False,
                        }
                    )
                    for variant in piece.variants
                ]
            }
        )
        for piece in output.pieces
    ]
    return output.model_copy(update={"summary": summary, "pieces": pieces})


def _fault(pointer: str, code: str, detail: str) -> dict[str, str]:
    return {"pointer": pointer, "code": code, "detail": detail}

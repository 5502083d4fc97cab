"""Copy that a model wrote is held to its channel's lengths, parts and pieces."""

from __future__ import annotations

import datetime as dt

from cmo.content import copy
from cmo.content.contracts import ContentDraft, ContentOutput, PieceSketch, VariantSketch


def piece(kind="ad", channel="paid_search"):
    now = dt.datetime(2026, 2, 9, 10, tzinfo=dt.UTC)
    return PieceSketch(
        key=f"{channel}.1",
        channel=channel,
        label=channel,
        kind=kind,
        title="A piece",
        key_message="",
        cta="",
        tone="",
        stage="",
        day="",
        publish_on=now.date(),
        event="publish",
        starts_at=now,
        ends_at=now,
        limits={},
        variants=[VariantSketch(label="A", approach=""), VariantSketch(label="B", approach="")],
    )


def drafted(one, **parts):
    variant = {"label": "A", "headline": "Fresh beans", "body": "Roasted for you.", **parts}
    made = ContentDraft(summary="", pieces=[{"key": one.key, "variants": [variant]}])
    return ContentOutput(pieces=[one]), made


def codes(one, written=str, **parts):
    return [
        (fault["pointer"], fault["code"]) for fault in copy.faults(*drafted(one, **parts), written)
    ]


def test_copy_within_its_lengths_has_no_fault():
    assert codes(piece()) == []


def test_copy_that_is_too_long_is_refused_by_its_part():
    assert codes(piece(), headline="x" * 31) == [("/pieces/0/variants/0/headline", "too_long")]
    assert codes(piece(), headline="x" * 30) == []


def test_a_length_is_that_of_the_text_with_its_figures_put_in():
    text = "From {fact:offer.price_low} a box"
    assert codes(piece(), written=lambda words: words.replace("{fact:offer.price_low}", "€9")) == []
    long = codes(
        piece(), lambda words: words.replace("{fact:offer.price_low}", "9" * 30), headline=text
    )
    assert long == [("/pieces/0/variants/0/headline", "too_long")]


def test_a_message_with_a_curly_quote_has_room_for_seventy():
    one = piece("sms", "sms")
    parts = {"headline": "", "body": "x" * 160}
    assert codes(one, **parts) == []
    assert codes(one, **{**parts, "body": "’" + "x" * 70}) == [
        ("/pieces/0/variants/0/body", "too_long")
    ]


def test_places_to_fill_in_strange_parts_and_missing_ones_are_faults():
    assert codes(piece(), body="Buy [[here]]") == [("/pieces/0/variants/0/body", "fill_in")]
    assert codes(piece(), subject="Hello") == [("/pieces/0/variants/0/subject", "no_such_part")]
    assert codes(piece(), body="") == [("/pieces/0/variants/0/body", "missing")]


def test_an_unknown_piece_and_a_variant_that_is_there_twice_are_faults():
    output, draft = drafted(piece())
    draft.pieces[0].variants.append(draft.pieces[0].variants[0])
    assert [one["code"] for one in copy.faults(output, draft, str)] == ["twice"]
    draft.pieces[0].key = "radio.1"
    assert [one["code"] for one in copy.faults(output, draft, str)] == ["unknown_piece"]


def test_accepted_copy_is_no_outline_and_the_other_variant_still_is():
    made = copy.accepted(*drafted(piece()))
    assert [one.is_outline for one in made.pieces[0].variants] == [False, True]
    assert made.pieces[0].variants[0].headline == "Fresh beans"

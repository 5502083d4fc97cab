"""The built-in analyst's variants: the workspace's own words, with places to fill in between.

Each part has several wordings from rich to bare; the richest that fits the channel is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cmo.analysis import over_limit
from cmo.content.contracts import LONGEST_CTA, LONGEST_LINE, Label, VariantSketch
from cmo.content.ground import Ground, bare
from cmo.content.pieces import Piece

PARTS = {
    "email": ("subject", "headline", "body", "cta_text"),
    "sms": ("body",),
    "social_post": ("body",),
    "landing_page": ("headline", "body", "cta_text"),
    "ad": ("headline", "body", "cta_text"),
    "article": ("headline", "body", "cta_text"),
    "script": ("headline", "body", "cta_text"),
}
"""What a variant of a kind is made of; every other part stays empty."""
LONGEST = {"subject": LONGEST_LINE, "headline": LONGEST_LINE, "cta_text": LONGEST_CTA}
Written = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Material:
    """The words of one variant: where it starts, what answers it, what proves it."""

    start: str
    gain: str
    doubt: str
    promise: str
    apart: str
    offer: str
    brand: str
    cta: str
    price: str

    def lines(self, *texts: str) -> str:
        """Paragraphs, without the empty ones."""
        return "\n\n".join(text for text in texts if text)


def variants(ground: Ground, piece: Piece, cta: str, written: Written) -> list[VariantSketch]:
    """A and B: one starts from the piece's thought, the other from what the reader gains.

    `written` gives a text as it will be read, with figures put in; lengths are those of that.
    """
    return [
        _variant(piece, label, approach, _material(ground, piece, label, cta), written)
        for label, approach in approaches(ground, piece).items()
    ]


def approaches(ground: Ground, piece: Piece) -> dict[Label, str]:
    """From what each variant starts, in a sentence."""
    gain = next(iter(_gains(ground, piece)), "")
    return {
        "A": f"Starts from: {piece.thought.text}.",
        "B": f"Starts from what {_reader(ground)} gain: {gain}." if gain else "Starts from proof.",
    }


def fits(piece_kind: str, channel: str, part: str, text: str) -> bool:
    """Whether a part is within what the channel and the column hold."""
    if len(text) > LONGEST.get(part, 100_000):
        return False
    return not over_limit(piece_kind, channel, {part: text})


def _variant(
    piece: Piece, label: Label, approach: str, words: Material, written: Written
) -> VariantSketch:
    wordings = _WORDINGS[piece.kind](words, label)
    parts = {
        part: _richest(piece, part, wordings[part], written)
        for part in PARTS[piece.kind]
        if part in wordings
    }
    return VariantSketch(label=label, approach=approach, is_outline=True, **parts)


def _richest(piece: Piece, part: str, wordings: Sequence[str], written: Written) -> str:
    for text in wordings:
        if text and fits(piece.kind, piece.channel, part, written(text)):
            return text
    return ""


def _material(ground: Ground, piece: Piece, label: Label, cta: str) -> Material:
    brand, offer, reader = ground.brand, ground.offer, ground.reader
    gains = [*_gains(ground, piece), "[[what they gain]]"]
    start = piece.thought.text if label == "A" else gains[0]
    gain = gains[0] if label == "A" or len(gains) <= 2 else gains[1]
    apart = _other(brand.differentiators or brand.messaging_pillars, piece, label)
    return Material(
        start=start,
        gain=gain,
        doubt=bare(reader.objections[0]) if reader and reader.objections else "",
        promise=bare(brand.value_proposition or brand.tagline or brand.mission),
        apart=apart,
        offer=offer.name if offer else "[[the offer]]",
        brand=brand.name,
        cta=cta,
        price="{fact:offer.price_low}" if offer and offer.price_low else "",
    )


def _gains(ground: Ground, piece: Piece) -> list[str]:
    """Benefits of the offer, then goals of the reader, but the piece's own thought."""
    benefits = ground.offer.benefits if ground.offer else ()
    goals = ground.reader.goals if ground.reader else ()
    found = [bare(text) for text in (*benefits, *goals)]
    return [text for text in dict.fromkeys(found) if text and text != piece.thought.text]


def _other(texts: Sequence[str], piece: Piece, label: Label) -> str:
    found = [bare(text) for text in texts if bare(text) != piece.thought.text]
    return found[0 if label == "A" or len(found) == 1 else 1] if found else ""


def _reader(ground: Ground) -> str:
    return ground.reader.name if ground.reader else "readers"


def _sentence(text: str) -> str:
    return f"{text}." if text else ""


def _proof(words: Material) -> str:
    if words.doubt:
        return f"[[Proof against the doubt: {words.doubt}]]"
    return "[[Proof: a customer, a figure, a guarantee]]"


def _email(words: Material, label: Label) -> dict[str, list[str]]:
    price = f"{words.offer}: from {words.price}." if words.price else ""
    opening = f"[[Open as a customer would say it: {words.start}]]"
    promise, apart = _sentence(words.promise), _sentence(words.apart)
    order = (opening, promise, price) if label == "A" else (promise, opening, apart)
    return {
        "subject": [f"{words.start}: [[your answer]]", "[[subject in the reader’s words]]"],
        "headline": [f"{words.offer}: {words.gain}", f"{words.offer} [[what it changes]]"],
        "body": [words.lines(*order, _proof(words), f"{words.cta}: [[where it leads]]")],
        "cta_text": [words.cta, "[[what to do]]"],
    }


def _sms(words: Material, label: Label) -> dict[str, list[str]]:
    return {
        "body": [
            f"{words.brand}: {words.start}. {words.offer}. [[link]]",
            f"{words.brand}: {words.start}. [[link]]",
            f"{words.brand}: {words.offer} [[why]] [[link]]",
            "[[message]] [[link]]",
        ]
    }


def _post(words: Material, label: Label) -> dict[str, list[str]]:
    opening = f"[[A scene in a line: {words.start}]]"
    promise = _sentence(words.promise)
    order = (opening, promise) if label == "A" else (promise, opening)
    return {
        "body": [
            words.lines(*order, _sentence(words.apart), f"{words.cta} [[link]]"),
            words.lines(opening, f"{words.cta} [[link]]"),
            f"{words.start}. [[link]]",
            "[[scene]] [[link]]",
        ]
    }


def _page(words: Material, label: Label) -> dict[str, list[str]]:
    price = f"From {words.price}." if words.price else ""
    order = (_sentence(words.start), _sentence(words.promise))
    if label == "B":
        order = (order[1], order[0])
    return {
        "headline": [words.start, f"{words.offer}: [[the promise in a line]]"],
        "body": [
            words.lines(
                *order,
                f"[[How {words.offer} works, step by step]]",
                _sentence(words.apart),
                _proof(words),
                price,
            )
        ],
        "cta_text": [words.cta, "[[what to do]]"],
    }


def _ad(words: Material, label: Label) -> dict[str, list[str]]:
    return {
        "headline": [words.start, words.gain, words.offer, "[[headline]]"],
        "body": [
            f"{words.promise}. {words.gain}. [[proof]]",
            f"{words.promise}. [[proof]]",
            f"{words.gain}. [[proof]]",
            f"{words.offer}. [[proof]]",
            "[[promise and proof]]",
        ],
        "cta_text": [words.cta, "[[action]]"],
    }


def _article(words: Material, label: Label) -> dict[str, list[str]]:
    ending = f"[[What {words.brand} has to do with it, in a paragraph]]"
    return {
        "headline": [f"{words.start}: [[the question that readers ask]]", "[[question]]"],
        "body": [
            words.lines(
                f"[[Why it happens: {words.start}]]",
                "[[What readers can do by themselves]]",
                f"[[What changes with: {words.gain}]]",
                _sentence(words.apart),
                ending,
            )
        ],
        "cta_text": [words.cta, "[[what to do]]"],
    }


def _script(words: Material, label: Label) -> dict[str, list[str]]:
    scenes = (f"[[Seen: {words.start}]]", f"[[Said: {words.gain}]]")
    order = scenes if label == "A" else (scenes[1], scenes[0])
    return {
        "headline": [f"{words.offer}: {words.start}", "[[working title]]"],
        "body": [words.lines(*order, _sentence(words.promise), _proof(words), f"{words.cta}.")],
        "cta_text": [words.cta, "[[what to do]]"],
    }


_WORDINGS: dict[str, Callable[[Material, Label], dict[str, list[str]]]] = {
    "email": _email,
    "sms": _sms,
    "social_post": _post,
    "landing_page": _page,
    "ad": _ad,
    "article": _article,
    "script": _script,
}

"""The facts of an intake: how much was found, the names it speaks of, and quoted numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cmo.setup.found import PROFILE_FIELDS
from cmo.setup.ground import Ground
from kernel.core.facts import Fact, FactBook, Unit, input_hash

VERSION = "1"
FUNCTION = "cmo.setup.read_text"
MOST_NUMBERS = 12
_NUMBER = re.compile(r"[€$£¥]?\d[\d.,:/'’\u202f]*\d(?:\s?[%€$£¥])?|[€$£¥]?\d(?:\s?[%€$£¥])?")


def facts_of(ground: Ground) -> FactBook:
    """Counts of what was found and known, names, and the numbers that passages hold."""
    book, found = FactBook(), ground.found
    known = len(PROFILE_FIELDS) - len(ground.missing)
    counts = (
        ("intake.taken", "Fields found", len(found.profile), "Fields of the profile found."),
        ("intake.known", "Fields known", known, "Fields of the profile that hold something."),
        ("intake.fields", "Fields of a profile", len(PROFILE_FIELDS), "As the profile has them."),
        ("intake.segments", "Segments found", len(found.segments), "Customer segments found."),
        ("intake.offers", "Offers found", len(found.offers), "Offers found."),
    )
    for key, label, value, formula in counts:
        book.add(_fact(ground, key, label, value, "count", formula))
    name = found.profile["name"].value if "name" in found.profile else ground.stored("name")
    if isinstance(name, str) and name:
        book.add(_quote(ground, "profile.name", "Brand name", name))
    for number, segment in enumerate(found.segments, start=1):
        book.add(_quote(ground, f"segment.{number}", "Segment", segment.name))
    for number, offer in enumerate(found.offers, start=1):
        book.add(_quote(ground, f"offer.{number}", "Offer", offer.name))
    for key, passage in passages(ground):
        numbers = dict.fromkeys(match.strip() for match in _NUMBER.findall(passage))
        for place, words in enumerate(list(numbers)[:MOST_NUMBERS], start=1):
            label = f"Number in the passage {key}"
            book.add(_quote(ground, f"said.{key}.{place}", label, words))
    return book


def passages(ground: Ground) -> Iterator[tuple[str, str]]:
    """Every passage by its id: the field it was taken for, or `open-1` on for unplaced ones."""
    for name, taken in ground.found.profile.items():
        yield name, taken.passage
    for place, sentence in enumerate(ground.found.unplaced, start=1):
        yield f"open-{place}", sentence


def _quote(ground: Ground, key: str, label: str, words: str) -> Fact:
    return _fact(ground, key, label, words, "text", "Quoted as it was handed over.")


def _fact(ground: Ground, key: str, label: str, value: Any, unit: Unit, formula: str) -> Fact:
    return Fact(
        key=key,
        label=label,
        value=value,
        unit=unit,
        function=FUNCTION,
        version=VERSION,
        input_hash=input_hash(key, value, ground.payload.model_dump(mode="json")),
        formula=formula,
    )

"""Whether a wording says no more than its passage: the words that carry it stand there."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cmo.setup.contracts import POINTS, PROSE, BrandIntakeDraft, FieldText
from cmo.setup.headings import folded
from kernel.core.numbers_in_text import REFERENCE

STEM = 5
SHORTEST = 4
SHARE = 0.5
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_grounded(text: str, passage: str) -> bool:
    """Half of the words that carry meaning, and every name, stand in the passage too.

    Words of four letters and more count, by their first five. A name is a word with a capital
    that begins no sentence.
    """
    plain = REFERENCE.sub(" ", text)
    said = {folded(word)[:STEM] for word in _WORD.findall(passage)}
    carrying = [folded(w)[:STEM] for w in _WORD.findall(plain) if len(w) >= SHORTEST]
    names = re.findall(r"(?<=[^\s.!?:])\s+([A-ZÀ-Þ][^\W\d_]+)", plain)
    if any(folded(name)[:STEM] not in said for name in names):
        return False
    return not carrying or sum(w in said for w in carrying) / len(carrying) >= SHARE


def faults_of(draft: BrandIntakeDraft, passages: Mapping[str, str]) -> list[dict[str, str]]:
    """What is wrong with each wording of a draft: no such passage, wrong shape, invented words."""
    faults = []
    for place, one in enumerate(draft.fields):
        if fault := _fault(one, passages):
            faults.append({"pointer": f"/fields/{place}", "code": "ungrounded", "detail": fault})
    return faults


def _fault(one: FieldText, passages: Mapping[str, str]) -> str:
    passage = passages.get(one.passage)
    if passage is None:
        return f"{one.passage} is the id of no passage"
    if one.field in PROSE and (not one.text or one.points):
        return f"{one.field} takes text and no points"
    if one.field in POINTS and (not one.points or one.text):
        return f"{one.field} takes points and no text"
    for text in (one.text, *one.points):
        if text and not is_grounded(text, passage):
            return f"it says what the passage {one.passage} does not say"
    return ""

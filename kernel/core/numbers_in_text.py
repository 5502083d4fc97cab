"""Finding numbers in prose, however they are written: the wall behind fact references."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

REFERENCE = re.compile(r"\{fact:([a-z0-9]+(?:[._-][a-z0-9]+)*)\}")


def unbound(text: str, known: Collection[str], allowed: Iterable[str] = ()) -> list[str]:
    """Passages that state a number outside references to ``known`` facts."""
    found = [match[0] for match in REFERENCE.finditer(text) if match[1] not in known]
    rest = REFERENCE.sub("\ue000", text)
    for phrase in allowed:
        rest = rest.replace(phrase, " ")
    found += re.findall(r"\S*\d\S*", rest)
    return found

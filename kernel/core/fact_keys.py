"""Keys of facts, made of words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence


def fact_key(*parts: str) -> str:
    """A fact's key of words; a part that no plain letters can spell keeps a short hash."""
    return ".".join(key_part(part) for part in parts)


def key_part(text: str) -> str:
    """One word or name as a part of a key."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")
    words = re.sub(r"([_-])[_-]+", r"\1", words)[:40].strip("-_")
    if words == text.lower().replace(" ", "-"):
        return words
    digest = hashlib.sha256(text.encode()).hexdigest()[:6]
    return f"{words}-{digest}" if words else digest


def told_apart(keys: Sequence[str]) -> list[str]:
    """The same with a suffix where two names are spelled alike in a key."""
    seen: set[str] = set()
    apart = []
    for one in keys:
        key, number = one, 2
        while key in seen:
            key, number = f"{one}-{number}", number + 1
        seen.add(key)
        apart.append(key)
    return apart

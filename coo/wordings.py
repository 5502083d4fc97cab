"""Names as sentences can hold them."""

from __future__ import annotations

from functools import lru_cache

from kernel.core.facts import FactBook, unbound_numbers

KNOWN = 4096


@lru_cache(maxsize=KNOWN)
def named(text: str, noun: str) -> str:
    """A name, with its noun before it where it is nothing but a number: "Case T-1", "Task 42".

    A text that quotes it as it stands would state a number of nobody's.
    """
    return f"{noun} {text}" if text and unbound_numbers(text, FactBook(), [text]) else text

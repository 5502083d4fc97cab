"""What a bank writes about the other party, brought to a form that can be compared."""

from __future__ import annotations

import re
import unicodedata

TEXT_LIMIT = 200
_SPACES = re.compile(r"\s+")
_REFERENCE = re.compile(r"[a-z]*[-/#.]?\d[\w\-/.]*", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{2,}")


def plain(text: str) -> str:
    """Compatibility forms folded, one space between words, no case: equal for equal payees."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def stem(text: str) -> str:
    """The payee without numbers: "AMZN Mktp 4Z1 22" and "AMZN Mktp 9Q7 31" are one.

    Where nothing but numbers stands, the plain text itself.
    """
    folded = plain(text)[:TEXT_LIMIT]
    words = _WORDS.findall(_REFERENCE.sub(" ", folded))
    return " ".join(words) or folded


def references(text: str) -> frozenset[str]:
    """Numbers of three digits or more in a memo, as an invoice or a contract has one."""
    found = _REFERENCE.findall(plain(text)[:TEXT_LIMIT])
    return frozenset(one.strip("-/.#") for one in found if sum(c.isdigit() for c in one) >= 3)

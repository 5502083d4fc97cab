"""Which of the workspace's own names a request in plain words holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def named_in(words: str, rows: Iterable[T], name_of: Callable[[T], str]) -> list[T]:
    """The rows whose whole name stands in the words, whatever its case.

    Where one name is part of another, as "Box" of "Office Box", the longer one is meant.
    """
    said = " ".join(words.split())
    found = [row for row in rows if _stands_in(name_of(row), said)]
    return [
        row
        for row in found
        if not any(
            len(name_of(other)) > len(name_of(row)) and _stands_in(name_of(row), name_of(other))
            for other in found
        )
    ]


def _stands_in(name: str, words: str) -> bool:
    bare = re.escape(" ".join(name.split()))
    return bool(bare) and re.search(rf"(?<!\w){bare}(?!\w)", words, re.IGNORECASE) is not None

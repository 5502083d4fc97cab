"""How promising an idea is, and whether somebody had it before."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from kernel.statistics.values import AnalysisError

LOWEST, HIGHEST = 1, 10
SHARE_A_POINT = 0.02
EASE_BY_WEEKS = ((2, 9), (4, 7), (6, 6), (8, 5), (12, 3))
HARDEST = 1
SURE = {"leak": 8, "gap": 5, "loss": 4, "own": 5}
SMALL_WORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "into", "is", "it",
    "its", "of", "on", "or", "our", "so", "than", "that", "the", "their", "them", "then",
    "there", "they", "this", "to", "we", "will", "with", "people", "person", "raise",
})  # fmt: skip
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Score:
    """Impact, confidence and ease from 1 to 10, and their mean."""

    impact: int
    confidence: int
    ease: int

    @property
    def mean(self) -> float:
        return round((self.impact + self.confidence + self.ease) / 3, 2)


def ice(share: float, ground: str, weeks: int | None, proven: int = 0, disproven: int = 0) -> Score:
    """Impact, confidence and ease of a test, each from what is known.

    Impact is 1 and a point for each two of a hundred orders at stake (`share` 0..1). Confidence
    follows the ground: 8 for a leak that was found, 5 for a gap between segments or an idea of
    somebody's own, 4 for the place of the largest loss; a point more for each test of that step
    that was proven, one less for each that was not. Ease is that of showing it: 9 where two weeks
    of traffic do, 5 where eight do, 1 where twelve do not or nobody knows (`weeks` None).
    Source: Ellis and Brown (2017), Hacking Growth, for the score; the rules are the product's.
    """
    if not 0.0 <= share <= 1.0:
        raise AnalysisError("the share of orders at stake lies between 0 and 1")
    if ground not in SURE:
        raise AnalysisError(f"the ground is one of: {', '.join(SURE)}")
    if weeks is not None and weeks < 1:
        raise AnalysisError("a test takes a week at least")
    impact = 1 + math.floor(share / SHARE_A_POINT + 1e-9)
    ease = HARDEST
    if weeks is not None:
        ease = next((points for most, points in EASE_BY_WEEKS if weeks <= most), HARDEST)
    return Score(_bounded(impact), _bounded(SURE[ground] + proven - disproven), ease)


def likeness(one: str, other: str) -> float:
    """How many words two titles share, 0..1: twice the common ones over all of both.

    Case, accents, endings in s and small words are left out. 0 where either has no word left.
    Source: Sorensen (1948) and Dice (1945), Ecology 26, on sets of words.
    """
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _bounded(points: int) -> int:
    return min(HIGHEST, max(LOWEST, points))


def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    found = (word for word in _WORD.findall(bare) if word not in SMALL_WORDS)
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in found)

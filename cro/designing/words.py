"""What a request in somebody's own words says of a plan: effect, weeks and method."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EFFECT_WORDS = r"(?:effect|lift|uplift|mde|improvement|increase|gain|rise|change|smallest)"
_SHARE = r"(\d{1,2}(?:[.,]\d{1,2})?)\s?(?:%|percent\b|per cent\b)"
_EFFECT = (
    re.compile(rf"{_SHARE}\s+(?:relative\s+)?{_EFFECT_WORDS}\b", re.IGNORECASE),
    re.compile(rf"\b{_EFFECT_WORDS}\s+(?:of\s+|by\s+|is\s+)?{_SHARE}", re.IGNORECASE),
)
_WEEKS = re.compile(r"\b(\d{1,2})[\s-]weeks?\b", re.IGNORECASE)
_METHODS = {
    "sequential": re.compile(r"\bsequential", re.IGNORECASE),
    "bayesian": re.compile(r"\bbayes", re.IGNORECASE),
    "fixed": re.compile(r"\bfixed[\s-](?:size|horizon)\b", re.IGNORECASE),
}
MOST_WEEKS = 52


@dataclass(frozen=True, slots=True)
class Wished:
    """What the words say; None or "" for what they leave open or say in two ways."""

    effect: float | None = None
    weeks: int | None = None
    method: str = ""


def wished(words: str) -> Wished:
    """The plan's numbers in a request: "a 3% lift, sequential, in 6 weeks"."""
    effects = {found[1] for pattern in _EFFECT for found in pattern.finditer(words)}
    weeks = {int(found[1]) for found in _WEEKS.finditer(words)}
    methods = [name for name, pattern in _METHODS.items() if pattern.search(words)]
    effect = float(effects.pop().replace(",", ".")) / 100 if len(effects) == 1 else None
    longest = weeks.pop() if len(weeks) == 1 else None
    return Wished(
        effect=effect or None,
        weeks=longest if longest and longest <= MOST_WEEKS else None,
        method=methods[0] if len(methods) == 1 else "",
    )

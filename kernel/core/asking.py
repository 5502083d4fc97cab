"""What kind of answer a request is after, by its grammar: a judgement, or a number of something.

An agent says in the manifest which kinds it ``answers``. Requests speak of what an agent makes
("Did the mailing pay for itself?") without wanting it made; the kind tells the two apart.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from kernel.core.words import fold

Kind = Literal["judgement", "number"]

_JUDGED: Final = re.compile(
    r"^(?:and |so |but )?(?:did|was|were|has|have|had|does|why|warum|wieso|weshalb|pourquoi)\b"
    r"|\b(?:worth|pa(?:y|ys|id|ying) (?:off|for itself)|wast(?:e|es|ed|ing)|best|worst|better|worse"
    r"|fewest|cheapest|most expensive|how (?:bad|good|well)|performing|underperform\w*|profitable"
    r"|(?:is|are|has|have|was|were)(?: been)? (?:\w+ )?(?:down|flat|up|slow|falling|slipping"
    r"|dropping|declining|shrinking|dropped|fallen|late)|drop(?:ped|s)? (?:out|off)?"
    r"|lohnt|besser|beste[nrs]?|schlechter|schlecht|eingebrochen|gesunken|rentable|meilleure?s?"
    r"|pire|baisse\w*|mejor|peor|bajaron|cayeron|funciona)\b"
)
_MADE: Final = re.compile(r"^(?:please |bitte )?(?:write|draft|prepare|create|design|make|build)\b")
_COUNTED: Final = re.compile(r"\b(?:how many|wie ?viele?|combien d[e']|cuant[oa]s)\b")


def kinds_of(text: str) -> frozenset[Kind]:
    """The kinds of answer that the request is after; none for one that wants something made."""
    words = " ".join(fold(text).split())
    found: set[Kind] = set()
    if _JUDGED.search(words) and not _MADE.search(words):
        found.add("judgement")
    if _COUNTED.search(words):
        found.add("number")
    return frozenset(found)

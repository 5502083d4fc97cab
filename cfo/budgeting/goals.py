"""Goals as people write them: a category and a change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

GOAL = re.compile(
    r"^(?P<name>.+?)\s*:\s*(?P<sign>[+\-−]?)\s*(?P<size>\d{1,3}(?:[.,]\d{1,2})?)\s*%$"
)
LARGEST = 10.0


@dataclass(frozen=True, slots=True)
class Goal:
    """A category and the fraction that it is changed by: -0.1 is ten percent less."""

    category: str
    change: float


def read_goal(text: str) -> Goal | None:
    """ "Travel: -10%"; None where it is not written so, or beyond -100 % and 1000 %."""
    found = GOAL.match(text.strip())
    if found is None:
        return None
    change = float(found["size"].replace(",", ".")) / 100
    change = -change if found["sign"] in ("-", "−") else change
    return Goal(found["name"], change) if -1.0 <= change <= LARGEST else None


def faults_of(lines: Sequence[str]) -> list[dict[str, str]]:
    """The goals that are not written as goals, with how to write them."""
    return [
        {
            "pointer": f"/goals/{place}",
            "code": "invalid_goal",
            "detail": f"“{line}” is no goal. Write a category, a colon and a change between "
            "-100% and 999%, as Travel: -10%.",
        }
        for place, line in enumerate(lines)
        if read_goal(line) is None
    ]


def matched(name: str, known: Iterable[str]) -> str:
    """The category that is called so, whatever its case; "" where there is none."""
    wanted = " ".join(name.casefold().split())
    return next((one for one in known if " ".join(one.casefold().split()) == wanted), "")

"""Steps as people write them: a line each, with who does it, how long it takes, what it waits for.

Check papers | Desk | 1/2/4 | after Register
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coo.analysis import ordered
from coo.analysis.dag import Step
from kernel.core.fact_keys import key_part
from kernel.statistics.values import AnalysisError

BETWEEN = re.compile(r"\s*[|;]\s*")
HOURS = re.compile(r"\d{1,5}(?:[.,]\d{1,2})?")
AFTER = re.compile(r"after\b:?\s*", re.IGNORECASE)
NOTHING = ("", "-", "–", "nothing", "none", "start")
LONGEST_KEY, LONGEST_NAME = 60, 160
MOST_FAULTS = 20
EXAMPLE = "as Check papers | Desk | 1/2/4 | after Register"


@dataclass(frozen=True, slots=True)
class Line:
    """A step as it was written; `after` are names, None where nothing was said of it."""

    name: str
    role: str
    hours: tuple[float, float, float]
    after: tuple[str, ...] | None


class LineError(ValueError):
    """What is wrong with a line, and how to write it."""


def read_line(text: str) -> Line:
    """One step; raises LineError."""
    name, *parts = [part.strip() for part in BETWEEN.split(text.strip())]
    role, hours, after = "", None, None
    for part in parts:
        if found := AFTER.match(part):
            after = _names(part[found.end() :])
        elif part and part[0].isdigit():
            hours = _hours(part)
        elif part and not role:
            role = part
        elif part:
            raise LineError(f"“{part}” is neither hours nor “after …”. Write it {EXAMPLE}.")
    if not name or len(name) > LONGEST_NAME or len(role) > LONGEST_NAME:
        raise LineError(f"Give a name of 1 to {LONGEST_NAME} letters, {EXAMPLE}.")
    if hours is None:
        raise LineError(f"Say how many hours “{name}” takes at best, likely, at worst, {EXAMPLE}.")
    return Line(name, role, hours, after)


def _names(text: str) -> tuple[str, ...]:
    named = (part.strip() for part in text.split(","))
    return tuple(part for part in named if part.casefold() not in NOTHING)


def _hours(text: str) -> tuple[float, float, float]:
    """ "1/2/4", or one number that is certain."""
    found = [part.strip().removesuffix("h").strip() for part in text.split("/")]
    if len(found) not in (1, 3) or not all(HOURS.fullmatch(part) for part in found):
        raise LineError(f"“{text}” are no hours. Write best, likely and worst, {EXAMPLE}.")
    low, middle, high = (float(part.replace(",", ".")) for part in (found * 3)[:3])
    if not low <= middle <= high:
        raise LineError(f"“{text}” does not rise from best over likely to worst.")
    return low, middle, high


def faults_of(lines: Sequence[str]) -> list[dict[str, str]]:
    """What is wrong with the lines, each with its place; a circle is named by its steps."""
    faults = []
    read: list[Line] = []
    for place, text in enumerate(lines):
        try:
            read.append(read_line(text))
        except LineError as fault:
            faults.append(_fault(f"/steps/{place}", "invalid_step", str(fault)))
    if faults:
        return faults[:MOST_FAULTS]
    known: dict[str, int] = {}
    for place, line in enumerate(read):
        if _same(line.name) in known:
            detail = f"“{line.name}” is there twice: give each step a name of its own."
            faults.append(_fault(f"/steps/{place}", "repeated_step", detail))
        known[_same(line.name)] = place
    for place, line in enumerate(read):
        for name in line.after or ():
            if _same(name) not in known:
                detail = f"“{line.name}” waits for “{name}”, which is no step here."
                faults.append(_fault(f"/steps/{place}", "unknown_step", detail))
    if not faults and read:
        try:
            ordered([Step(line.name, before) for line, before in _waiting(read)])
        except AnalysisError as circle:
            faults.append(_fault("/steps", "circle", f"{circle}."))
    return faults[:MOST_FAULTS]


def steps_of(lines: Sequence[str]) -> list[dict[str, object]]:
    """Sound lines as a workflow's steps; a step that says nothing waits for the one before it."""
    read = [read_line(text) for text in lines]
    keys = _keys([line.name for line in read])
    return [
        {
            "key": keys[line.name],
            "name": line.name,
            "role": line.role,
            "optimistic": line.hours[0],
            "likely": line.hours[1],
            "pessimistic": line.hours[2],
            "depends_on": [keys[name] for name in before],
        }
        for line, before in _waiting(read)
    ]


def _waiting(read: Sequence[Line]) -> list[tuple[Line, tuple[str, ...]]]:
    """Each step with the names, as they are spelled, of those that it waits for."""
    spelled = {_same(line.name): line.name for line in read}
    found = []
    for place, line in enumerate(read):
        before: tuple[str, ...] = (read[place - 1].name,) if place else ()
        if line.after is not None:
            before = tuple(dict.fromkeys(spelled[_same(name)] for name in line.after))
        found.append((line, before))
    return found


def _keys(names: Sequence[str]) -> Mapping[str, str]:
    """A short key for each name, none twice."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        start = key = key_part(name)[: LONGEST_KEY - 5] or "step"
        number = 2
        while key in taken:
            key, number = f"{start}-{number}", number + 1
        keys[name] = key
        taken.add(key)
    return keys


def _same(name: str) -> str:
    return " ".join(name.casefold().split())


def _fault(pointer: str, code: str, detail: str) -> dict[str, str]:
    return {"pointer": pointer, "code": code, "detail": detail}

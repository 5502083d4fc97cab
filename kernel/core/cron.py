"""Cron lines of manifests: five fields, in the workspace's local time."""

from __future__ import annotations

import re

_FIELDS = (
    ("minute", 0, 59),
    ("hour", 0, 23),
    ("day of the month", 1, 31),
    ("month", 1, 12),
    ("weekday", 0, 6),
)
_PART = re.compile(r"(\*|(\d{1,2})(?:-(\d{1,2}))?)(?:/(\d{1,2}))?")


def cron_fault(line: str) -> str | None:
    """What is wrong with a cron line, or None. Sunday is 0; names of days are not taken."""
    fields = line.split(" ")
    if len(fields) != len(_FIELDS):
        return f"{line!r} has {len(fields)} fields, not five"
    for value, (name, low, high) in zip(fields, _FIELDS, strict=True):
        for part in value.split(","):
            if _values(part, low, high) is None:
                return f"{value!r} is no {name} ({low} to {high})"
    return None


def cron_values(line: str) -> tuple[frozenset[int], ...]:
    """The values of each field; raises ``ValueError`` with the fault."""
    fault = cron_fault(line)
    if fault:
        raise ValueError(fault)
    fields = zip(line.split(" "), _FIELDS, strict=True)
    return tuple(
        frozenset(number for part in value.split(",") for number in _values(part, low, high) or ())
        for value, (_, low, high) in fields
    )


def _values(part: str, low: int, high: int) -> range | None:
    match = _PART.fullmatch(part)
    if match is None:
        return None
    if match[1] == "*":
        first, last = low, high
    else:
        first = int(match[2])
        last = int(match[3] or (high if match[4] else match[2]))
    step = int(match[4] or 1)
    if step < 1 or first < low or last > high or first > last:
        return None
    return range(first, last + 1, step)

"""Capacity from files: hours a week of people and teams."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from coo.models import Capacity
from kernel.errors import KernelError
from kernel.resources.imports.columns import ChoiceColumn, DayColumn, DecimalColumn, TextColumn
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.plans import Plan, Row
from kernel.resources.rights import scope_notation
from kernel.resources.violations import ViolationError, told

ALWAYS = dt.date.max


@dataclass(frozen=True, order=True)
class Time:
    """From when to when somebody has so many hours; `line` is 0 for one that is stored."""

    first: dt.date
    last: dt.date
    hours: Decimal = field(compare=False)
    line: int = field(compare=False, default=0)

    def meets(self, other: Time) -> bool:
        return self.first <= other.last and other.first <= self.last


class Together(Plan):
    """All rows at once: one may end where the next begins, in whatever order they are written.

    A time that lies over one that is stored and stays, or that stands above it in the file, is
    refused by its own row.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        given = list(rows)
        told_of = {_whose(values) for _, values in given}
        replaced = {(*_whose(values), values["starts_on"]) for _, values in given}
        times: dict[tuple[str, str], list[Time]] = {}
        stored: dict[tuple[str, str, dt.date], Capacity] = {}
        for one in Capacity.objects.filter(who__in={who for _, who in told_of}):
            key = (one.kind, one.who, one.starts_on)
            stored[key] = one
            if key not in replaced:
                time = Time(one.starts_on, one.ends_on or ALWAYS, one.hours_week)
                insort(times.setdefault(key[:2], []), time)
        refused = {}
        for number, (line, values) in enumerate(given):
            whose, first = _whose(values), values["starts_on"]
            before = stored.get((*whose, first))
            last = values.get("ends_on", before.ends_on if before else None)
            time = Time(first, last or ALWAYS, values["hours_week"], line)
            known = times.setdefault(whose, [])
            place = bisect_left(known, time)
            other = next((o for o in known[max(place - 1, 0) : place + 1] if o.meets(time)), None)
            if other is None:
                known.insert(place, time)
            else:
                refused[number] = ("starts_on", _overlap(whose[1], time, other))
        self.refused = refused
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS coo_capacity_overlap DEFERRED")

    def finish(self) -> None:
        """Hold the times against each other, now that all are stored."""
        try:
            with told(Capacity), connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS coo_capacity_overlap IMMEDIATE")
        except ViolationError as refusal:
            raise KernelError("import_invalid", detail=refusal.violation.detail) from refusal


def _whose(values: dict[str, Any]) -> tuple[str, str]:
    return values["kind"], values["who"]


def _overlap(who: str, time: Time, other: Time) -> str:
    """Which other time this one lies over, and what to do about it."""
    notes = scope_notation()
    day = notes.day
    has = f"{who} has {other.hours.normalize():f} hours a week"
    till = f"from {day(other.first)} on"
    if other.last != ALWAYS:
        till = f"from {notes.day_range(other.first, other.last)}"
    known = f"{has} {till} by line {other.line}" if other.line else f"{has} {till} already"
    if other.first < time.first:
        ends = day(time.first - dt.timedelta(days=1))
        there = "" if other.line else " in a row of this file, or on the screen of capacity"
        return f"{known}: end that time on {ends}{there}, or begin this one later."
    return f"{known}: end this one before {day(other.first)}, or leave one of the two out."


class CapacityImport(ImportKind):
    """A row a time of one person or team; one of the same first day is updated."""

    title = "Capacity"
    noun = "capacity"
    about = (
        "One row a person or team and time, with the hours a week that they have for tasks. "
        "Without a last day it is open; a change is a new row, after the last day of the one "
        "before. Names are those that tasks give as assignee or team."
    )
    model = Capacity
    key = ("kind", "who", "starts_on")
    columns = (
        TextColumn(
            "who", aliases=("name", "person", "team", "assignee", "employee", "mitarbeiter"),
            required=True, example="Ada",
        ),
        ChoiceColumn("kind", aliases=("type", "art"), default="person", example="person"),
        DecimalColumn(
            "hours_week",
            aliases=("hours a week", "hours per week", "weekly hours", "hours", "capacity",
                     "wochenstunden", "stunden"),
            required=True, total=True, example="32",
        ),
        DayColumn(
            "starts_on", aliases=("from", "start", "start date", "valid from", "von", "ab"),
            required=True, example="2026-01-01",
        ),
        DayColumn(
            "ends_on", aliases=("to", "end", "end date", "until", "valid to", "bis"), example="",
        ),
    )  # fmt: skip

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: the last day is not before the first."""
        first, last = row.get("starts_on"), row.get("ends_on")
        if first is not None and last is not None and last < first:
            yield "ends_on", "The last day lies before the first."

    def plan(self, rows: Iterable[Row], door: str) -> Together:
        return Together(rows)

    def sample_rows(self) -> list[dict[str, str]]:
        """A person who works less from March on, and a team."""
        person = {column.name: column.example for column in self.bound}
        return [
            {**person, "ends_on": "2026-02-28"},
            {**person, "hours_week": "24", "starts_on": "2026-03-01"},
            {**person, "who": "Roastery", "kind": "team", "hours_week": "160"},
        ]

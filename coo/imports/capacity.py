"""Capacity from files: hours a week of people and teams."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from coo.models import Capacity
from kernel.errors import KernelError
from kernel.resources.imports.columns import ChoiceColumn, DayColumn, DecimalColumn, TextColumn
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.plans import Plan, Row
from kernel.resources.violations import ViolationError, told


class Together(Plan):
    """All rows at once: one may end where the next begins, in whatever order they are written."""

    def __init__(self, rows: Iterable[Row]) -> None:
        for _ in rows:
            pass
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS coo_capacity_overlap DEFERRED")

    def finish(self) -> None:
        """Hold the times against each other, now that all are stored."""
        try:
            with told(Capacity), connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS coo_capacity_overlap IMMEDIATE")
        except ViolationError as refusal:
            raise KernelError("import_invalid", detail=refusal.violation.detail) from refusal


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

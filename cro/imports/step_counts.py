"""Step counts from files: who came to a step on a day, and who went on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cro.imports.naming import new_segment
from cro.models import Segment, StepCount
from kernel.resources.imports.columns import DayColumn, RowColumn, TextColumn, WholeColumn
from kernel.resources.imports.kinds import ImportKind


class StepCountsImport(ImportKind):
    """A row a day and step; a day that was sent before is updated."""

    title = "Baseline traffic"
    noun = "day of a step"
    about = (
        "How many people came to each step of the way on a day, and how many of them went on; of "
        "everybody, or of one segment. Traffic, baselines and leaks are computed from it."
    )
    model = StepCount
    key = ("date", "step", "segment")
    day = "date"
    columns = (
        DayColumn(
            "date", aliases=("day", "report date", "datum", "tag", "jour"), required=True,
            example="2026-01-31",
        ),
        TextColumn(
            "step", aliases=("stage", "page", "step name", "schritt"), required=True,
            example="Checkout",
        ),
        WholeColumn(
            "position", aliases=("place", "step number", "order"), default=1, example="3"
        ),
        WholeColumn(
            "entered", aliases=("visitors", "people", "users", "in"), required=True, total=True,
            example="520",
        ),
        WholeColumn(
            "advanced", aliases=("went on", "converted", "conversions", "out"), required=True,
            total=True, example="268",
        ),
        RowColumn(
            "segment", aliases=("audience", "segment name"), to=Segment, make=new_segment,
        ),
    )  # fmt: skip

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: nobody goes on who has not come."""
        entered, advanced = row.get("entered"), row.get("advanced")
        for name, value in (("entered", entered), ("advanced", advanced)):
            if value is not None and value < 0:
                yield name, f"{name.capitalize()} is below zero."
        if entered is not None and advanced is not None and advanced > entered:
            yield "advanced", "More people went on than came to the step."
        if (row.get("position") or 1) < 1:
            yield "position", "Positions begin with 1, where people come in."

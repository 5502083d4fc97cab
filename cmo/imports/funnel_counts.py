"""Funnel counts from files: who entered a stage on a day, and who went on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cmo.models import Funnel, FunnelCount, FunnelStage
from cmo.models.funnel import FunnelStatus
from kernel.resources.imports.columns import CellError, DayColumn, RowColumn, WholeColumn
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.rights import scope_notation


def _new_funnel(words: str, row: dict[str, Any]) -> dict[str, Any]:
    """A funnel that only the file knows: it is counted, so it is at work."""
    return {
        "name": words,
        "status": FunnelStatus.ACTIVE,
        "currency": scope_notation().currency,
    }


def _new_stage(words: str, row: dict[str, Any]) -> dict[str, Any]:
    """A stage that only the file knows, at the place that the file gives it."""
    funnel, position = row.get("funnel"), row.get("position")
    if funnel is None or not position or position < 0:
        raise CellError(
            f"Stage: there is no funnel stage “{words}” here. To make it, the file needs the "
            "stage's funnel and its position, from 1."
        )
    return {"funnel_id": funnel, "name": words, "position": position}


class FunnelCountsImport(ImportKind):
    """A row a day and stage; a day that was sent before is updated."""

    title = "Funnel counts"
    noun = "day of a stage"
    about = (
        "How many people entered a stage of a funnel on a day, and how many of them went on. "
        "With funnel and position, stages that are not there yet are made."
    )
    model = FunnelCount
    key = ("date", "stage")
    day = "date"
    columns = (
        DayColumn(
            "date", aliases=("day", "report date", "datum", "tag", "jour"), required=True,
            example="2026-01-31",
        ),
        RowColumn(
            "funnel", stored=False, aliases=("funnel name",), to=Funnel, make=_new_funnel,
            example="Online shop",
        ),
        WholeColumn(
            "position", stored=False, aliases=("place", "stage position", "step number"),
            example="3",
        ),
        RowColumn(
            "stage", aliases=("step", "stage name", "schritt"), to=FunnelStage,
            within=(("funnel", "funnel_id"),), make=_new_stage, required=True,
            example="Basket to checkout",
        ),
        WholeColumn(
            "entered", aliases=("visitors", "people", "in"), required=True, total=True,
            example="520",
        ),
        WholeColumn(
            "advanced", aliases=("went on", "converted", "out"), required=True, total=True,
            example="268",
        ),
    )  # fmt: skip

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: nobody goes on who has not entered."""
        entered, advanced = row.get("entered"), row.get("advanced")
        for name, value in (("entered", entered), ("advanced", advanced)):
            if value is not None and value < 0:
                yield name, f"{name.capitalize()} is below zero."
        if entered is not None and advanced is not None and advanced > entered:
            yield "advanced", "More people went on than entered."

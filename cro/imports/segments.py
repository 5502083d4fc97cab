"""Segments from files: which parts of the people there are."""

from __future__ import annotations

from cro.models import Segment
from kernel.resources.imports.columns import FractionColumn, TextColumn
from kernel.resources.imports.kinds import ImportKind


class SegmentsImport(ImportKind):
    """A row a segment; one whose name is known is updated."""

    title = "Segments"
    noun = "segment"
    about = "The parts of your people that results are looked at by, with their share of traffic."
    model = Segment
    key = ("name",)
    columns = (
        TextColumn(
            "name", aliases=("segment", "segment name", "audience"), required=True,
            example="Phones",
        ),
        TextColumn(
            "definition", aliases=("rule", "filter", "description", "beschreibung"),
            example="Came with a phone",
        ),
        FractionColumn(
            "traffic_share", aliases=("share", "share of traffic", "traffic", "anteil"),
            example="62%",
        ),
    )  # fmt: skip

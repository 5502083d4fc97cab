"""Hypotheses from files: a backlog that was kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cro.imports.naming import new_segment
from cro.models import Hypothesis, MetricDefinition, Segment
from cro.models.hypothesis import LEAST_POINTS, MOST_POINTS
from kernel.resources.imports.columns import ChoiceColumn, RowColumn, TextColumn, WholeColumn
from kernel.resources.imports.kinds import ImportKind


class HypothesesImport(ImportKind):
    """A row a hypothesis; one whose title is known is updated."""

    title = "Hypotheses"
    noun = "hypothesis"
    about = (
        "What was seen, what you believe would help and what it will move, each with impact, "
        "confidence and ease from 1 to 10."
    )
    model = Hypothesis
    key = ("title",)
    columns = (
        TextColumn(
            "title", aliases=("name", "idea", "hypothesis", "test idea"), required=True,
            example="Say the delivery date",
        ),
        TextColumn(
            "because", aliases=("observation", "reason", "insight", "rationale"), required=True,
            example="People ask for it in the chat",
        ),
        TextColumn(
            "we_believe", aliases=("we believe", "change", "solution", "proposal"), required=True,
            example="A date on the product page",
        ),
        TextColumn(
            "will", aliases=("effect", "outcome", "expected result", "result in"), required=True,
            example="Raise orders",
        ),
        TextColumn("step", aliases=("page", "stage", "location"), example="Product page"),
        WholeColumn("impact", aliases=("i", "potential"), default=5, example="7"),
        WholeColumn("confidence", aliases=("c", "importance"), default=5, example="5"),
        WholeColumn("ease", aliases=("e", "effort reversed"), default=5, example="8"),
        ChoiceColumn("status", aliases=("state",), default="idea", example="idea"),
        RowColumn("segment", aliases=("audience",), to=Segment, make=new_segment),
        RowColumn("metric", aliases=("kpi", "goal", "primary metric"), to=MetricDefinition),
    )  # fmt: skip

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: points are 1 to 10."""
        for name in ("impact", "confidence", "ease"):
            points = row.get(name)
            if points is not None and not LEAST_POINTS <= points <= MOST_POINTS:
                yield name, f"{name.capitalize()} goes from {LEAST_POINTS} to {MOST_POINTS}."

"""Columns and filters of hypotheses."""

from __future__ import annotations

from cro.models import Hypothesis
from kernel.resources.columns import NumberColumn, RowColumn, StatusColumn, TextColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class HypothesisTable(ResourceTable):
    title = TextColumn(longest=120)
    status = StatusColumn()
    score = NumberColumn(digits=1)
    impact = NumberColumn(minor=True)
    confidence = NumberColumn(minor=True)
    ease = NumberColumn(minor=True)
    step = TextColumn(missing="anywhere", minor=True)
    metric = RowColumn(missing="not said")
    segment = RowColumn(missing="everybody", minor=True)

    class Meta(ResourceTable.Meta):
        model = Hypothesis
        fields = (
            "title", "status", "score", "impact", "confidence", "ease", "step", "metric", "segment",
        )  # fmt: skip
        order_by = ("-score",)

    def sub(self, record: Hypothesis) -> str:
        """What was seen."""
        return record.because if len(record.because) <= 120 else f"{record.because[:119]}…"


class HypothesisFilters(ResourceFilters):
    class Meta:
        model = Hypothesis
        fields = {
            "status": ["exact"],
            "segment": ["exact"],
            "metric": ["exact"],
            "step": ["exact"],
            "impact": ["gte"],
        }

"""Columns and filters of recommendations."""

from __future__ import annotations

from cmo.models import Recommendation
from kernel.resources.columns import (
    DayColumn,
    MoneyColumn,
    SeverityColumn,
)
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable
from kernel.screens.columns import SaidColumn, WordsColumn


class RecommendationTable(ResourceTable):
    title = SaidColumn(longest=400)
    severity = SeverityColumn()
    impact = MoneyColumn(verbose_name="impact a month", missing="no amount", cents=False)
    due_on = DayColumn(verbose_name="due", due=True, missing="no hurry")
    kind = WordsColumn(minor=True)

    class Meta(ResourceTable.Meta):
        model = Recommendation
        fields = ("title", "severity", "status", "impact", "priority", "due_on", "owner", "kind")
        order_by = ("-priority",)


class RecommendationFilters(ResourceFilters):
    class Meta:
        model = Recommendation
        fields = {
            "status": ["exact"],
            "severity": ["exact"],
            "owner": ["exact"],
            "kind": ["exact"],
            "due_on": ["gte", "lte"],
        }

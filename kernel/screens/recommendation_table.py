"""Columns and filters that every module's list of recommendations has."""

from __future__ import annotations

from typing import ClassVar

from kernel.resources.columns import DayColumn, MoneyColumn, SeverityColumn
from kernel.resources.tables import ResourceTable
from kernel.screens.columns import SaidColumn, WordsColumn


class RecommendationTable(ResourceTable):
    """``class Meta(RecommendationTable.Meta): model = Recommendation`` names the module's rows."""

    title = SaidColumn(longest=400)
    severity = SeverityColumn()
    impact = MoneyColumn(verbose_name="impact a month", missing="no amount", cents=False)
    due_on = DayColumn(verbose_name="due", due=True, missing="no hurry")
    kind = WordsColumn(minor=True)

    class Meta(ResourceTable.Meta):
        fields = ("title", "severity", "status", "impact", "priority", "due_on", "owner", "kind")
        order_by = ("-priority",)


class RecommendationFiltersMeta:
    """What recommendations are filtered by."""

    fields: ClassVar[dict[str, list[str]]] = {
        "status": ["exact"],
        "severity": ["exact"],
        "owner": ["exact"],
        "kind": ["exact"],
        "due_on": ["gte", "lte"],
    }

"""Columns and filters of recommendations."""

from __future__ import annotations

from typing import Any

from cmo.models import Recommendation
from kernel.formats import Notation
from kernel.resources.columns import (
    DayColumn,
    Look,
    MoneyColumn,
    SeverityColumn,
    TextColumn,
)
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable
from kernel.screens import figures


class SaidColumn(TextColumn):
    """Text of a proposal, with its figures as words."""

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": figures.plain(value, record.facts, look.notation)}

    def plain(self, record: Any, value: Any) -> Any:
        return figures.plain(value, record.facts, Notation())


class WordsColumn(TextColumn):
    """A kind such as broken_tracking, in words."""

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": str(value).replace("_", " ").capitalize()}


class RecommendationTable(ResourceTable):
    title = SaidColumn()
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

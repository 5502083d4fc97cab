"""Columns and filters of marketing plans."""

from __future__ import annotations

from cmo.models import MarketingPlan
from kernel.resources.columns import MoneyColumn
from kernel.resources.filters import IdsFilter, ResourceFilters
from kernel.resources.tables import ResourceTable


class MarketingPlanTable(ResourceTable):
    budget = MoneyColumn(missing="no budget")

    class Meta(ResourceTable.Meta):
        model = MarketingPlan
        fields = ("name", "status", "start", "end", "goal_metric", "budget")
        order_by = ("-start",)

    def sub(self, record: MarketingPlan) -> str:
        """What it is for."""
        return record.objective


class MarketingPlanFilters(ResourceFilters):
    id__in = IdsFilter(field_name="id", lookup_expr="in", label="Plans")

    class Meta:
        model = MarketingPlan
        fields = {
            "status": ["exact"],
            "goal_metric": ["exact"],
            "start": ["gte", "lte"],
            "end": ["gte", "lte"],
        }

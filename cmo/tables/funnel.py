"""Columns and filters of funnels."""

from __future__ import annotations

from cmo.models import Funnel
from kernel.resources.columns import (
    ChoiceColumn,
    MoneyColumn,
    PercentColumn,
)
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class FunnelTable(ResourceTable):
    kind = ChoiceColumn()
    expected_conversion = PercentColumn(missing="not set")
    expected_revenue = MoneyColumn(missing="not set", minor=True)
    budget = MoneyColumn(missing="no budget", minor=True)

    class Meta(ResourceTable.Meta):
        model = Funnel
        fields = ("name", "status", "kind", "expected_conversion", "expected_revenue", "budget")
        order_by = ("name",)


class FunnelFilters(ResourceFilters):
    class Meta:
        model = Funnel
        fields = {"status": ["exact"], "kind": ["exact"], "plan": ["exact"]}

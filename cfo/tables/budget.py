"""Columns and filters of budgets."""

from __future__ import annotations

from cfo.models import Budget
from cfo.tables.columns import MonthColumn
from kernel.resources.columns import ChoiceColumn, MoneyColumn, NumberColumn, RowColumn, TextColumn
from kernel.resources.filters import IdsFilter, ResourceFilters
from kernel.resources.tables import ResourceTable


class BudgetTable(ResourceTable):
    category = RowColumn()
    period = MonthColumn(verbose_name="month")
    amount = MoneyColumn()
    scenario = ChoiceColumn()
    version = NumberColumn(minor=True)
    currency = TextColumn(visible=False)

    class Meta(ResourceTable.Meta):
        model = Budget
        fields = ("category", "period", "amount", "scenario", "version", "status", "currency")
        order_by = ("-period", "category")


class BudgetFilters(ResourceFilters):
    id__in = IdsFilter(field_name="id", lookup_expr="in", label="Budgets")
    category__in = IdsFilter(field_name="category", lookup_expr="in", label="Categories")

    class Meta:
        model = Budget
        fields = {
            "period": ["exact", "gte", "lte"],
            "category": ["exact"],
            "scenario": ["exact"],
            "version": ["exact"],
            "status": ["exact"],
            "currency": ["exact"],
        }

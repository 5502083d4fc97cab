"""Columns and filters of category rules."""

from __future__ import annotations

from cfo.models import CategoryRule
from kernel.resources.columns import ChoiceColumn, FlagColumn, NumberColumn, RowColumn, TextColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class CategoryRuleTable(ResourceTable):
    pattern = TextColumn(verbose_name="text")
    category = RowColumn()
    field = ChoiceColumn(verbose_name="looks at")
    match = ChoiceColumn(verbose_name="how", minor=True)
    sign = ChoiceColumn(verbose_name="money", minor=True)
    account = RowColumn(missing="any account", minor=True)
    position = NumberColumn(verbose_name="order")
    active = FlagColumn()

    class Meta(ResourceTable.Meta):
        model = CategoryRule
        fields = ("pattern", "category", "field", "match", "sign", "account", "position", "active")
        order_by = ("position",)


class CategoryRuleFilters(ResourceFilters):
    class Meta:
        model = CategoryRule
        fields = {
            "category": ["exact"],
            "account": ["exact"],
            "active": ["exact"],
            "match": ["exact"],
            "sign": ["exact"],
        }

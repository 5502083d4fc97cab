"""Columns and filters of headcount."""

from __future__ import annotations

from cfo.models import Headcount
from cfo.tables.columns import MonthColumn
from kernel.resources.columns import MoneyColumn, TextColumn
from kernel.resources.filters import IdsFilter, ResourceFilters
from kernel.resources.tables import ResourceTable


class HeadcountTable(ResourceTable):
    team = TextColumn(missing="no team")
    start_month = MonthColumn(verbose_name="first month")
    end_month = MonthColumn(verbose_name="last month", missing="open")
    cost = MoneyColumn(verbose_name="cost a month")
    currency = TextColumn(visible=False)

    class Meta(ResourceTable.Meta):
        model = Headcount
        fields = ("name", "team", "start_month", "end_month", "cost", "currency")
        order_by = ("name",)


class HeadcountFilters(ResourceFilters):
    id__in = IdsFilter(field_name="id", lookup_expr="in", label="Positions")

    class Meta:
        model = Headcount
        fields = {
            "team": ["exact"],
            "currency": ["exact"],
            "start_month": ["gte", "lte"],
            "end_month": ["gte", "lte"],
        }

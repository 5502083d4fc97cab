"""Columns and filters of categories."""

from __future__ import annotations

from cfo.models import Category
from kernel.resources.columns import ChoiceColumn, FlagColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class CategoryTable(ResourceTable):
    kind = ChoiceColumn()
    archived = FlagColumn(minor=True)

    class Meta(ResourceTable.Meta):
        model = Category
        fields = ("name", "kind", "archived")
        order_by = ("name",)


class CategoryFilters(ResourceFilters):
    class Meta:
        model = Category
        fields = {"kind": ["exact"], "archived": ["exact"]}

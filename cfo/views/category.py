"""Categories on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cfo import forms, models, tables
from cfo.views.category_rule import CategoryRuleList
from cfo.views.transaction import TransactionList
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class CategoryList(ResourceList):
    model = models.Category
    table_class = tables.CategoryTable
    filterset_class = tables.CategoryFilters
    search_fields = ("name",)
    empty = "Categories say what money is for; statements, budgets and forecasts go by them."


class CategoryDetail(ResourceDetail):
    model = models.Category
    table_class = tables.CategoryTable
    fields = ("kind", "archived")
    related = ((CategoryRuleList, "category"), (TransactionList, "category"))


class CategoryCreate(ResourceCreate):
    model = models.Category
    form_class = forms.CategoryForm


class CategoryEdit(ResourceEdit):
    model = models.Category
    form_class = forms.CategoryForm


class CategoryDelete(ResourceDelete):
    model = models.Category


class CategoryExport(ResourceExport):
    listing = CategoryList

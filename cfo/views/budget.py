"""Budgets on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cfo import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class BudgetList(ResourceList):
    model = models.Budget
    table_class = tables.BudgetTable
    filterset_class = tables.BudgetFilters
    search_fields = ("category__name",)
    empty = "A budget says what a month of a category may cost or should bring."


class BudgetDetail(ResourceDetail):
    model = models.Budget
    table_class = tables.BudgetTable
    fields = ("period", "category", "amount", "scenario", "version", "status")


class BudgetCreate(ResourceCreate):
    model = models.Budget
    form_class = forms.BudgetForm


class BudgetEdit(ResourceEdit):
    model = models.Budget
    form_class = forms.BudgetForm


class BudgetDelete(ResourceDelete):
    model = models.Budget


class BudgetExport(ResourceExport):
    listing = BudgetList

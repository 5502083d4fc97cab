"""Category rules on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cfo import forms, models, tables
from cfo.views.transaction import TransactionList
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class CategoryRuleList(ResourceList):
    model = models.CategoryRule
    table_class = tables.CategoryRuleTable
    filterset_class = tables.CategoryRuleFilters
    search_fields = ("pattern", "category__name")
    empty = "A rule files lines by what they say: the first one that fits names the category."


class CategoryRuleDetail(ResourceDetail):
    model = models.CategoryRule
    table_class = tables.CategoryRuleTable
    fields = ("pattern", "field", "match", "sign", "account", "category", "position", "active")
    related = ((TransactionList, "rule"),)


class CategoryRuleCreate(ResourceCreate):
    model = models.CategoryRule
    form_class = forms.CategoryRuleForm


class CategoryRuleEdit(ResourceEdit):
    model = models.CategoryRule
    form_class = forms.CategoryRuleForm


class CategoryRuleDelete(ResourceDelete):
    model = models.CategoryRule


class CategoryRuleExport(ResourceExport):
    listing = CategoryRuleList

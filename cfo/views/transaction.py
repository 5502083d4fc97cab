"""Transactions on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cfo import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceField,
    ResourceList,
)


class TransactionList(ResourceList):
    model = models.Transaction
    table_class = tables.TransactionTable
    filterset_class = tables.TransactionFilters
    search_fields = ("counterparty", "memo")
    inline_fields = ("flag",)
    empty = "Every line of your bank statements stands here. Import a statement to begin."


class TransactionDetail(ResourceDetail):
    model = models.Transaction
    table_class = tables.TransactionTable
    fields = (
        "date",
        "amount",
        "account",
        "category",
        "counterparty",
        "memo",
        "reconciled",
        "flag",
        "note",
        "filed_by",
        "rule",
        "transfer",
        "source",
    )


class TransactionCreate(ResourceCreate):
    model = models.Transaction
    form_class = forms.TransactionForm


class TransactionEdit(ResourceEdit):
    model = models.Transaction
    form_class = forms.TransactionForm


class TransactionDelete(ResourceDelete):
    model = models.Transaction


class TransactionField(ResourceField):
    listing = TransactionList


class TransactionExport(ResourceExport):
    listing = TransactionList

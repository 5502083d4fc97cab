"""Accounts on screen: list, page and forms over the generic views."""

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


class AccountList(ResourceList):
    model = models.Account
    table_class = tables.AccountTable
    filterset_class = tables.AccountFilters
    search_fields = ("name", "bank", "number_ending")
    inline_fields = ("status",)
    empty = "An account holds the lines of one bank account, card or payment processor."


class AccountDetail(ResourceDetail):
    model = models.Account
    table_class = tables.AccountTable
    fields = (
        "bank",
        "kind",
        "number_ending",
        "opening_balance",
        "opened_on",
        "stated_balance",
        "stated_on",
        "status",
    )


class AccountCreate(ResourceCreate):
    model = models.Account
    form_class = forms.AccountForm


class AccountEdit(ResourceEdit):
    model = models.Account
    form_class = forms.AccountForm


class AccountDelete(ResourceDelete):
    model = models.Account


class AccountField(ResourceField):
    listing = AccountList


class AccountExport(ResourceExport):
    listing = AccountList

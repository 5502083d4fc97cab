"""Accounts on screen: list, page and forms over the generic views."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.template.response import TemplateResponse

from cfo import forms, models, tables
from cfo.ledger import balances_page
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceField,
    ResourceList,
)
from kernel.tenancy import clock


class AccountList(ResourceList):
    """`/cfo/accounts/`: opening balance and lines against the bank; filters ask for the list."""

    model = models.Account
    table_class = tables.AccountTable
    filterset_class = tables.AccountFilters
    search_fields = ("name", "bank", "number_ending")
    inline_fields = ("status",)
    empty = "An account holds the lines of one bank account, card or payment processor."
    template_name = "cfo/accounts.html"

    @cached_property
    def above(self) -> dict[str, Any]:
        """The balances, where the list is not narrowed."""
        filters = self.query.filters
        narrowed = self.query.search or (filters and filters.active())
        return {} if narrowed else balances_page.page(self.notation, clock.today())

    def lede(self) -> str:
        return balances_page.lede(self.above, self.notation) if self.above else ""

    def tools(self) -> list[dict[str, Any]]:
        """A statement brings its account with it."""
        if not self.may_write:
            return []
        url = "/imports/new/?kind=cfo/statements"
        return [{"label": "Import a statement", "url": url, "icon": "upload"}]

    def page(
        self, context: dict[str, Any], *, template: str = "", status: int = 200
    ) -> TemplateResponse:
        if not template:
            context = {**context, **self.above, "may_write": self.may_write}
        return super().page(context, template=template, status=status)


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

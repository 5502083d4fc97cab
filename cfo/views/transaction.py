"""Transactions on screen: list, page and forms over the generic views."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.template.response import TemplateResponse

from cfo import forms, models, tables
from cfo.ledger import inbox_page
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceField,
    ResourceList,
)

INTAKE = "/runs/console/cfo/?mode=setup"


class TransactionList(ResourceList):
    """`/cfo/transactions/`: the inbox, every line below; filters ask for the list alone."""

    model = models.Transaction
    table_class = tables.TransactionTable
    filterset_class = tables.TransactionFilters
    search_fields = ("counterparty", "memo")
    inline_fields = ("flag",)
    empty = "Every line of your bank statements stands here. Import a statement to begin."
    template_name = "cfo/transactions.html"

    @cached_property
    def above(self) -> dict[str, Any]:
        """The inbox, where the list is not narrowed."""
        filters = self.query.filters
        narrowed = self.query.search or self.query.page > 1 or (filters and filters.active())
        return {} if narrowed else inbox_page.page(self.notation, may_write=self.may_write)

    def lede(self) -> str:
        if not self.above:
            return ""
        return inbox_page.lede(self.above, models.Transaction.objects.count(), self.notation)

    def tools(self) -> list[dict[str, Any]]:
        """A statement comes in, and the intake files what rules and earlier lines know."""
        if not self.may_write:
            return []
        return [
            {"label": "Import a statement", "url": "/imports/new/?kind=cfo/statements",
             "icon": "upload"},
            {"label": "Run the intake", "url": INTAKE, "icon": "play"},
        ]  # fmt: skip

    def bulk_field(self) -> dict[str, Any]:
        """Ticked lines can be filed together."""
        return inbox_page.bulk_field()

    def page(
        self, context: dict[str, Any], *, template: str = "", status: int = 200
    ) -> TemplateResponse:
        if not template:
            context = {**context, **self.above}
        return super().page(context, template=template, status=status)


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

    def tools(self, row: Any) -> list[dict[str, Any]]:
        """Halves of a transfer can be parted."""
        tools = super().tools(row)
        if row.transfer_id and self.may_write:
            url = self.row_path(row, "parting")
            tools.append({"label": "Part the transfer", "url": url, "icon": "unplug", "post": True})
        return tools


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

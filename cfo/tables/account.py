"""Columns and filters of accounts."""

from __future__ import annotations

from cfo.models import Account
from kernel.resources.columns import ChoiceColumn, DayColumn, MoneyColumn, TextColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class AccountTable(ResourceTable):
    kind = ChoiceColumn(minor=True)
    opening_balance = MoneyColumn(cents=True)
    opened_on = DayColumn(verbose_name="opening balance of", minor=True)
    stated_balance = MoneyColumn(
        verbose_name="balance by the bank", missing="not stated", cents=True
    )
    stated_on = DayColumn(verbose_name="stated on", missing="not stated")
    currency = TextColumn(minor=True)

    class Meta(ResourceTable.Meta):
        model = Account
        fields = (
            "name", "status", "kind", "currency", "opening_balance", "opened_on", "stated_balance",
            "stated_on",
        )  # fmt: skip
        order_by = ("name",)

    def sub(self, record: Account) -> str:
        """The bank, and the last characters of the account's number."""
        ending = f"…{record.number_ending}" if record.number_ending else ""
        return " ".join(part for part in (record.bank, ending) if part)


class AccountFilters(ResourceFilters):
    class Meta:
        model = Account
        fields = {"status": ["exact"], "kind": ["exact"], "currency": ["exact"]}

"""Columns and filters of transactions."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet

from cfo.models import Transaction
from cfo.models.category import CategoryKind
from kernel.resources.columns import (
    ChoiceColumn,
    DayColumn,
    FlagColumn,
    Look,
    MoneyColumn,
    RowColumn,
    TextColumn,
)
from kernel.resources.filters import IdsFilter, ResourceFilters
from kernel.resources.tables import ResourceTable

NO_KIND = "none"
NO_COUNTERPARTY = "no counterparty"
TRANSFER = "transfer"
KINDS = [*CategoryKind.choices, (NO_KIND, "Not categorised")]
SIGNS = [("in", "Money in"), ("out", "Money out")]


class CategoryColumn(RowColumn):
    """What a line is filed under; a transfer's halves need nothing."""

    def cell(self, record: Any, value: Any, name: str, label: str, look: Look) -> dict[str, Any]:
        found = super().cell(record, value, name, label, look)
        return found if value or record.transfer_id is None else {**found, "text": TRANSFER}


class TransactionTable(ResourceTable):
    counterparty = TextColumn(missing=NO_COUNTERPARTY)
    date = DayColumn()
    amount = MoneyColumn(cents=True)
    category = CategoryColumn(missing="to categorise")
    account = RowColumn(minor=True)
    currency = TextColumn(visible=False)
    reconciled = FlagColumn(visible=False)
    filed_by = ChoiceColumn(verbose_name="filed by", visible=False)
    source = ChoiceColumn(visible=False)
    transfer = RowColumn(verbose_name="other half", missing="no transfer", visible=False)
    flag = ChoiceColumn(missing="none", visible=False)
    note = TextColumn(missing="none", visible=False)
    memo = TextColumn(missing="none", visible=False)

    class Meta(ResourceTable.Meta):
        model = Transaction
        fields = (
            "counterparty", "date", "amount", "category", "account", "currency", "reconciled",
            "filed_by", "source", "transfer", "flag", "note", "memo",
        )  # fmt: skip
        order_by = ("-date", "-created_at")

    def sub(self, record: Transaction) -> str:
        """What the bank wrote beside the payee."""
        return record.memo


class TransactionFilters(ResourceFilters):
    """`kind` is the category's; the halves of a transfer are of the kind transfer, whatever their
    category says, and lines of no category are of the kind `none`."""

    id = django_filters.UUIDFilter(label="Transaction")
    id__in = IdsFilter(field_name="id", lookup_expr="in", label="Transactions")
    account__in = IdsFilter(field_name="account", lookup_expr="in", label="Accounts")
    category__in = IdsFilter(field_name="category", lookup_expr="in", label="Categories")
    kind = django_filters.ChoiceFilter(
        method="of_kind", choices=KINDS, empty_label="any", label="Kind"
    )
    sign = django_filters.ChoiceFilter(
        method="of_sign", choices=SIGNS, empty_label="any", label="Money"
    )
    paired = django_filters.BooleanFilter(
        field_name="transfer", lookup_expr="isnull", exclude=True, label="Half of a transfer"
    )

    opened = django_filters.BooleanFilter(
        method="of_opening", label="In the account’s opening balance"
    )

    class Meta:
        model = Transaction
        fields = {
            "date": ["gte", "lte"],
            "account": ["exact"],
            "category": ["exact"],
            "counterparty": ["exact"],
            "currency": ["exact"],
            "reconciled": ["exact"],
            "flag": ["exact"],
            "filed_by": ["exact"],
            "rule": ["exact"],
            "source": ["exact"],
        }

    def of_kind(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """As `cfo.selectors.ledger` says what kind a line is."""
        if value == CategoryKind.TRANSFER:
            return rows.filter(Q(transfer__isnull=False) | Q(category__kind=value))
        free = rows.filter(transfer__isnull=True)
        if value == NO_KIND:
            return free.filter(category__isnull=True)
        return free.filter(category__kind=value)

    def of_opening(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """Lines on or before the day of which the opening balance is, or those after it."""
        early = Q(date__lte=F("account__opened_on"))
        return rows.filter(early) if value else rows.exclude(early)

    def of_sign(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(amount__gt=0) if value == "in" else rows.filter(amount__lt=0)

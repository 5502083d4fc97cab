"""Columns and filters of invoice lines."""

from __future__ import annotations

import django_filters

from cfo.models import InvoiceLine
from cfo.tables.columns import QuantityColumn
from kernel.resources.columns import MoneyColumn, NumberColumn, RowColumn, TextColumn
from kernel.resources.filters import IdsFilter, ResourceFilters
from kernel.resources.tables import ResourceTable


class InvoiceLineTable(ResourceTable):
    item = TextColumn()
    invoice = RowColumn()
    position = NumberColumn(minor=True)
    quantity = QuantityColumn()
    unit_price = MoneyColumn(currency="invoice__currency", cents=True)
    amount = MoneyColumn(currency="invoice__currency", cents=True)

    class Meta(ResourceTable.Meta):
        model = InvoiceLine
        fields = ("item", "invoice", "position", "quantity", "unit_price", "amount")
        order_by = ("invoice", "position")


class InvoiceLineFilters(ResourceFilters):
    """`issued_on` and `currency` are the invoice's."""

    invoice__in = IdsFilter(field_name="invoice", lookup_expr="in", label="Invoices")
    issued_on__gte = django_filters.DateFilter(
        field_name="invoice__issued_on", lookup_expr="gte", label="Issued"
    )
    issued_on__lte = django_filters.DateFilter(
        field_name="invoice__issued_on", lookup_expr="lte", label="Issued"
    )
    currency = django_filters.CharFilter(field_name="invoice__currency", label="Currency")

    class Meta:
        model = InvoiceLine
        fields = {"invoice": ["exact"], "item": ["exact"]}

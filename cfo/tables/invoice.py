"""Columns and filters of invoices."""

from __future__ import annotations

from typing import Any

import django_filters

from cfo.models import Invoice
from kernel.resources.columns import DayColumn, Look, MoneyColumn, TextColumn
from kernel.resources.filters import IdsFilter, ResourceFilters
from kernel.resources.tables import ResourceTable


class DueColumn(DayColumn):
    """The due day, marked late only while the invoice is open."""

    def shown(self, record: Invoice, value: Any, look: Look) -> dict[str, Any]:
        cell = super().shown(record, value, look)
        return {"text": cell["text"]} if record.paid_on else cell


class InvoiceTable(ResourceTable):
    customer = TextColumn()
    issued_on = DayColumn(verbose_name="issued", minor=True)
    due_on = DueColumn(verbose_name="due", due=True)
    paid_on = DayColumn(verbose_name="paid", missing="open")
    total = MoneyColumn(cents=True)
    currency = TextColumn(visible=False)

    class Meta(ResourceTable.Meta):
        model = Invoice
        fields = ("number", "customer", "issued_on", "due_on", "paid_on", "total", "currency")
        order_by = ("-issued_on", "number")


class InvoiceFilters(ResourceFilters):
    id__in = IdsFilter(field_name="id", lookup_expr="in", label="Invoices")
    open = django_filters.BooleanFilter(field_name="paid_on", lookup_expr="isnull", label="Open")

    class Meta:
        model = Invoice
        fields = {
            "customer": ["exact"],
            "currency": ["exact"],
            "issued_on": ["gte", "lte"],
            "due_on": ["gte", "lte"],
            "paid_on": ["gte", "lte"],
        }

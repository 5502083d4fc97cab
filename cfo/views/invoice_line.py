"""Invoice lines on screen: list, page and forms over the generic views."""

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


class InvoiceLineList(ResourceList):
    model = models.InvoiceLine
    table_class = tables.InvoiceLineTable
    filterset_class = tables.InvoiceLineFilters
    search_fields = ("item", "invoice__number", "invoice__customer")
    empty = "Lines of invoices show whether revenue moved by price, by volume or by mix."


class InvoiceLineDetail(ResourceDetail):
    model = models.InvoiceLine
    table_class = tables.InvoiceLineTable
    fields = ("invoice", "position", "item", "quantity", "unit_price", "amount")


class InvoiceLineCreate(ResourceCreate):
    model = models.InvoiceLine
    form_class = forms.InvoiceLineForm


class InvoiceLineEdit(ResourceEdit):
    model = models.InvoiceLine
    form_class = forms.InvoiceLineForm


class InvoiceLineDelete(ResourceDelete):
    model = models.InvoiceLine


class InvoiceLineExport(ResourceExport):
    listing = InvoiceLineList

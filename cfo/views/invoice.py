"""Invoices on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cfo import forms, models, tables
from cfo.views.invoice_line import InvoiceLineList
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceField,
    ResourceList,
)


class InvoiceList(ResourceList):
    model = models.Invoice
    table_class = tables.InvoiceTable
    filterset_class = tables.InvoiceFilters
    search_fields = ("number", "customer")
    inline_fields = ("paid_on",)
    totals = ("total",)
    empty = "Invoices say who owes what since when, and what was sold at which price."


class InvoiceDetail(ResourceDetail):
    model = models.Invoice
    table_class = tables.InvoiceTable
    related = ((InvoiceLineList, "invoice"),)
    fields = ("customer", "issued_on", "due_on", "paid_on", "total")


class InvoiceCreate(ResourceCreate):
    model = models.Invoice
    form_class = forms.InvoiceForm


class InvoiceEdit(ResourceEdit):
    model = models.Invoice
    form_class = forms.InvoiceForm


class InvoiceDelete(ResourceDelete):
    model = models.Invoice


class InvoiceField(ResourceField):
    listing = InvoiceList


class InvoiceExport(ResourceExport):
    listing = InvoiceList

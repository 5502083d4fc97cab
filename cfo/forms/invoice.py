"""The form of invoices."""

from __future__ import annotations

from cfo.models import Invoice
from kernel.resources.forms import CurrencyForm


class InvoiceForm(CurrencyForm):
    class Meta:
        model = Invoice
        fields = ("number", "customer", "issued_on", "due_on", "paid_on", "currency", "total")

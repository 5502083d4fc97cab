"""Invoices as JSON."""

from __future__ import annotations

from cfo.models import Invoice
from kernel.resources.api import ResourceSerializer


class InvoiceSerializer(ResourceSerializer):
    class Meta:
        model = Invoice
        fields = ("number", "customer", "issued_on", "due_on", "paid_on", "currency", "total")

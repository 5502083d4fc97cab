"""Invoice lines as JSON."""

from __future__ import annotations

from cfo.models import InvoiceLine
from kernel.resources.api import ResourceSerializer


class InvoiceLineSerializer(ResourceSerializer):
    class Meta:
        model = InvoiceLine
        fields = ("invoice", "position", "item", "quantity", "unit_price", "amount")

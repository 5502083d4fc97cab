"""The form of invoice lines."""

from __future__ import annotations

from cfo.forms.quantity import QuantityInput
from cfo.models import InvoiceLine
from kernel.resources.forms import ResourceForm


class InvoiceLineForm(ResourceForm):
    currency_from = "invoice"
    quantity = QuantityInput(help_text="Up to three decimals.")

    class Meta:
        model = InvoiceLine
        fields = ("invoice", "position", "item", "quantity", "unit_price", "amount")

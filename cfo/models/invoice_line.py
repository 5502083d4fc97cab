"""A line of an invoice: what was sold, how much of it, for what."""

from __future__ import annotations

from django.db import models

from cfo.models.columns import QuantityField
from cfo.models.invoice import Invoice
from kernel.tenancy.columns import MoneyField
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class InvoiceLine(WorkspaceRow):
    """`quantity` in thousandths of a unit, `unit_price` and `amount` in the invoice's currency."""

    invoice = TenantForeignKey(Invoice, models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveSmallIntegerField(default=1)
    item = models.CharField(max_length=200)
    quantity = QuantityField(help_text="Up to three decimals.")
    unit_price = MoneyField()
    amount = MoneyField()

    class Meta(WorkspaceRow.Meta):
        db_table = "cfo_invoice_lines"
        verbose_name = "invoice line"
        ordering = ["invoice", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "invoice", "position"],
                name="cfo_invoice_lines_position",
                violation_error_message="Another line of this invoice has that position.",
            ),
        ]

    def __str__(self) -> str:
        return self.item

    @property
    def currency(self) -> str:
        """The currency of the amounts: the invoice's."""
        return str(self.invoice.currency)

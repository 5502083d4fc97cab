"""An invoice to a customer."""

from __future__ import annotations

from django.db import models

from kernel.tenancy.columns import CurrencyField, MoneyField, currency_check
from kernel.tenancy.rows import WorkspaceRow


class Invoice(WorkspaceRow):
    """What a customer owes or has paid; `total` in minor units, below zero for a credit note."""

    number = models.CharField(max_length=60)
    customer = models.CharField(max_length=200)
    issued_on = models.DateField("issued")
    due_on = models.DateField("due")
    paid_on = models.DateField("paid", null=True, blank=True)
    currency = CurrencyField()
    total = MoneyField()

    class Meta(WorkspaceRow.Meta):
        db_table = "cfo_invoices"
        ordering = ["-issued_on", "number"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "-issued_on"], name="cfo_invoices_newest")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "number", "customer"],
                name="cfo_invoices_number",
                violation_error_message="This customer's invoice has that number already.",
            ),
            currency_check("cfo_invoices_currency"),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("issued_on")),
                name="cfo_invoices_due",
                violation_error_message="It is due before it was issued.",
            ),
        ]

    def __str__(self) -> str:
        return self.number

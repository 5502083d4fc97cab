"""A person or position on the payroll."""

from __future__ import annotations

from django.db import models

from cfo.models.columns import first_of_month
from kernel.tenancy.columns import CurrencyField, MoneyField, currency_check, not_negative
from kernel.tenancy.rows import WorkspaceRow


class Headcount(WorkspaceRow):
    """Whole months from `start_month` to `end_month` (none: open), `cost` a month, above zero."""

    name = models.CharField(max_length=160)
    team = models.CharField(max_length=120, blank=True)
    start_month = models.DateField("first month", help_text="The first day of the month.")
    end_month = models.DateField(
        "last month", null=True, blank=True, help_text="The first day of the last month."
    )
    cost = MoneyField("cost a month")
    currency = CurrencyField()

    class Meta(WorkspaceRow.Meta):
        db_table = "cfo_headcount"
        verbose_name = "position"
        ordering = ["name", "start_month"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name", "start_month"],
                name="cfo_headcount_once",
                violation_error_message="This position begins in that month already.",
            ),
            first_of_month("cfo_headcount_start", "start_month"),
            first_of_month("cfo_headcount_end", "end_month"),
            models.CheckConstraint(
                condition=models.Q(end_month__gte=models.F("start_month"))
                | models.Q(end_month__isnull=True),
                name="cfo_headcount_months",
                violation_error_message="The last month lies before the first.",
            ),
            not_negative("cfo_headcount_cost", "cost"),
            currency_check("cfo_headcount_currency"),
        ]

    def __str__(self) -> str:
        return self.name

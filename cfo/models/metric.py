"""A figure of a month that is kept: burn, runway, gross margin."""

from __future__ import annotations

from django.db import models

from kernel.tenancy.columns import one_of
from kernel.tenancy.rows import WorkspaceRow


class MetricUnit(models.TextChoices):
    COUNT = "count", "Count"
    DAYS = "days", "Days"
    FRACTION = "fraction", "Percent"
    MONEY = "money", "Money"
    MONTHS = "months", "Months"
    RATIO = "ratio", "Ratio"


class Metric(WorkspaceRow):
    """A figure of `period`, the first day of its month.

    Money is in minor units of `currency`; a figure that is no money names the currency it was
    computed in, or none.
    """

    name = models.CharField(max_length=60)
    period = models.DateField("month")
    value = models.DecimalField(max_digits=20, decimal_places=4)
    unit = models.CharField(max_length=10, choices=MetricUnit.choices)
    currency = models.CharField(max_length=3, blank=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "cfo_metrics"
        ordering = ["-period", "name", "currency"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name", "period", "currency"],
                name="cfo_metrics_once",
                violation_error_message="This figure of the month is there already.",
            ),
            one_of("cfo_metrics_unit", "unit", MetricUnit),
            models.CheckConstraint(
                condition=models.Q(currency__regex=r"^[A-Z]{3}$")
                | (models.Q(currency="") & ~models.Q(unit=MetricUnit.MONEY)),
                name="cfo_metrics_currency",
                violation_error_message="Money has a three-letter ISO 4217 currency such as EUR.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.period:%Y-%m}"

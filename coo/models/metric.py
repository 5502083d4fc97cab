"""A figure of a period that is kept: cycle time, throughput, work in progress."""

from __future__ import annotations

from django.db import models

from kernel.tenancy.columns import one_of
from kernel.tenancy.rows import WorkspaceRow


class MetricUnit(models.TextChoices):
    COUNT = "count", "Count"
    DAYS = "days", "Days"
    FRACTION = "fraction", "Percent"
    HOURS = "hours", "Hours"
    RATIO = "ratio", "Ratio"


class Metric(WorkspaceRow):
    """A figure of the week that begins on `period`; its hours are working ones."""

    name = models.CharField(max_length=60)
    period = models.DateField("from", help_text="The first day of the week.")
    value = models.DecimalField(max_digits=20, decimal_places=4)
    unit = models.CharField(max_length=10, choices=MetricUnit.choices)

    class Meta(WorkspaceRow.Meta):
        db_table = "coo_metrics"
        ordering = ["-period", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name", "period"],
                name="coo_metrics_once",
                violation_error_message="This figure of the week is there already.",
            ),
            one_of("coo_metrics_unit", "unit", MetricUnit),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.period.isoformat()}"

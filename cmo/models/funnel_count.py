"""How many entered a funnel's stage on a day, and how many of these went on."""

from __future__ import annotations

from django.db import models

from cmo.models.funnel_stage import FunnelStage
from kernel.tenancy.columns import not_negative
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class FunnelCount(WorkspaceRow):
    """A stage's day: `entered` people, `advanced` of them."""

    stage = TenantForeignKey(FunnelStage, models.CASCADE, related_name="counts", db_index=False)
    date = models.DateField()
    entered = models.BigIntegerField()
    advanced = models.BigIntegerField("went on")

    class Meta(WorkspaceRow.Meta):
        db_table = "cmo_funnel_counts"
        verbose_name = "funnel count"
        ordering = ["-date", "stage"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "-date"], name="cmo_counts_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "stage", "date"],
                name="cmo_funnel_counts_day",
                violation_error_message="This day of the stage is there already.",
            ),
            not_negative("cmo_funnel_counts_amounts", "entered", "advanced"),
            models.CheckConstraint(
                condition=models.Q(advanced__lte=models.F("entered")),
                name="cmo_funnel_counts_advanced",
                violation_error_message="More people advanced than entered.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage.name}, {self.date.isoformat()}"

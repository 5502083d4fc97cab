"""How many people came to a step of the way on a day, and how many of these went on."""

from __future__ import annotations

from django.db import models

from cro.models.segment import Segment
from kernel.tenancy.columns import not_negative
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class StepCount(WorkspaceRow):
    """A step's day: `entered` people, `advanced` of them; of one segment or of everybody.

    Traffic, baselines and leaks are computed from these rows.
    """

    step = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=1, help_text="1 is where people come in.")
    date = models.DateField()
    segment = TenantForeignKey(
        Segment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="step_counts",
        db_index=False,
        help_text="None: everybody.",
    )
    entered = models.BigIntegerField()
    advanced = models.BigIntegerField("went on")

    class Meta(WorkspaceRow.Meta):
        db_table = "cro_step_counts"
        verbose_name = "step count"
        ordering = ["-date", "position", "step"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "-date"], name="cro_steps_newest"),
            models.Index(fields=["tenant", "workspace", "segment"], name="cro_steps_segment"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "step", "date", "segment"],
                name="cro_step_counts_day",
                nulls_distinct=False,
                violation_error_message="This day of the step and segment is there already.",
            ),
            not_negative("cro_step_counts_amounts", "entered", "advanced"),
            models.CheckConstraint(
                condition=models.Q(advanced__lte=models.F("entered")),
                name="cro_step_counts_advanced",
                violation_error_message="More people went on than came to the step.",
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=1),
                name="cro_step_counts_position",
                violation_error_message="Positions begin with 1, where people come in.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}, {self.date.isoformat()}"

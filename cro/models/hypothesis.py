"""An idea of what would help, and why."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Cast, Round

from cro.models.metric_definition import MetricDefinition
from cro.models.segment import Segment
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow

LEAST_POINTS, MOST_POINTS = 1, 10


class HypothesisStatus(models.TextChoices):
    IDEA = "idea", "Idea"
    QUEUED = "queued", "Queued"
    TESTING = "testing", "Testing"
    PROVEN = "proven", "Proven"
    DISPROVEN = "disproven", "Disproven"


def points_check(name: str, column: str) -> models.CheckConstraint:
    """The column is 1 to 10."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{column}__gte": LEAST_POINTS, f"{column}__lte": MOST_POINTS}),
        name=name,
        violation_error_message=f"Give {column} as {LEAST_POINTS} to {MOST_POINTS}.",
    )


class Hypothesis(DraftedRow, WorkspaceRow):
    """Because of something seen we believe that a change will move a metric.

    `score` is the mean of impact, confidence and ease; the database computes it.
    """

    title = models.CharField(max_length=200)
    because = models.TextField(help_text="What was seen.")
    we_believe = models.TextField(help_text="The change, and for whom.")
    will = models.TextField(help_text="What it moves, and by how much.")
    segment = TenantForeignKey(
        Segment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="hypotheses",
        db_index=False,
    )
    metric = TenantForeignKey(
        MetricDefinition,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="hypotheses",
        db_index=False,
    )
    step = models.CharField(max_length=120, blank=True, help_text="Where on the way it helps.")
    impact = models.PositiveSmallIntegerField(default=5, help_text="1 to 10: how much it moves.")
    confidence = models.PositiveSmallIntegerField(
        default=5, help_text="1 to 10: how sure we are that it does."
    )
    ease = models.PositiveSmallIntegerField(default=5, help_text="1 to 10: how little work it is.")
    score = models.GeneratedField(
        expression=Round(
            Cast(
                models.F("impact") + models.F("confidence") + models.F("ease"),
                models.DecimalField(max_digits=6, decimal_places=4),
            )
            / 3,
            precision=2,
        ),
        output_field=models.DecimalField(max_digits=4, decimal_places=2),
        db_persist=True,
    )
    status = models.CharField(
        max_length=10, choices=HypothesisStatus.choices, default=HypothesisStatus.IDEA
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "cro_hypotheses"
        verbose_name_plural = "hypotheses"
        ordering = ["-score", "title"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "-score"], name="cro_hypotheses_best"),
            models.Index(fields=["tenant", "workspace", "segment"], name="cro_hypotheses_segment"),
            models.Index(fields=["tenant", "workspace", "metric"], name="cro_hypotheses_metric"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "title"],
                name="cro_hypotheses_title",
                violation_error_message="Another hypothesis of this workspace has that title.",
            ),
            points_check("cro_hypotheses_impact", "impact"),
            points_check("cro_hypotheses_confidence", "confidence"),
            points_check("cro_hypotheses_ease", "ease"),
            one_of("cro_hypotheses_status", "status", HypothesisStatus),
        ]

    def __str__(self) -> str:
        return self.title

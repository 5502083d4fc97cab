"""A metric that an experiment watches beside its primary one."""

from __future__ import annotations

from django.db import models

from cro.models.experiment import Experiment
from cro.models.metric_definition import MetricDefinition
from kernel.tenancy.columns import FractionField, fraction_check, one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class MetricRole(models.TextChoices):
    GUARDRAIL = "guardrail", "Guardrail"
    SECONDARY = "secondary", "Secondary"


class ExperimentMetric(WorkspaceRow):
    """A guardrail, which may lose `margin` (relative) at most, or a secondary metric.

    They stay once the experiment's plan was fixed (`cro_experiment_metrics_stay`).
    """

    held_at_commit = ("cro_experiment_metrics_kept",)

    experiment = TenantForeignKey(
        Experiment, models.CASCADE, related_name="experiment_metrics", db_index=False
    )
    metric = TenantForeignKey(
        MetricDefinition, models.PROTECT, related_name="experiment_metrics", db_index=False
    )
    role = models.CharField(max_length=10, choices=MetricRole.choices, default=MetricRole.GUARDRAIL)
    margin = FractionField(
        null=True, blank=True, help_text="Relative loss that is accepted of a guardrail."
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "cro_experiment_metrics"
        verbose_name = "experiment metric"
        ordering = ["experiment", "role", "metric"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "metric"], name="cro_watched_metric"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "experiment", "metric"],
                name="cro_experiment_metrics_once",
                violation_error_message="This experiment watches that metric already.",
            ),
            one_of("cro_experiment_metrics_role", "role", MetricRole),
            fraction_check("cro_experiment_metrics_margin", "margin"),
        ]

    def __str__(self) -> str:
        return f"{self.metric}, {self.get_role_display().lower()}"

"""What is measured in experiments, and which way is better."""

from __future__ import annotations

from django.db import models

from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import FractionField, fraction_check, one_of
from kernel.tenancy.rows import WorkspaceRow


class MetricKind(models.TextChoices):
    PROPORTION = "proportion", "Proportion"
    MEAN = "mean", "Mean"
    RATIO = "ratio", "Ratio"


class Better(models.TextChoices):
    UP = "up", "Higher"
    DOWN = "down", "Lower"


class MetricDefinition(DraftedRow, WorkspaceRow):
    """A proportion of people, a mean a person, or a ratio of two sums.

    A metric with a currency is in its minor units. `guardrail_margin` is the relative loss that is
    accepted where the metric guards a test. The kind stays once there are results
    (`cro_metric_definitions_kind_stays`).
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(
        max_length=10,
        choices=MetricKind.choices,
        default=MetricKind.PROPORTION,
        help_text="Who did it of all, how much a person, or one sum over another.",
    )
    unit = models.CharField(max_length=40, blank=True, help_text="Such as orders or sessions.")
    currency = models.CharField(
        max_length=3, blank=True, help_text="Where it is money: a code such as EUR."
    )
    better = models.CharField(max_length=4, choices=Better.choices, default=Better.UP)
    guardrail_margin = FractionField(
        null=True, blank=True, help_text="Relative loss that is accepted where it guards a test."
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "cro_metric_definitions"
        verbose_name = "metric definition"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name"],
                name="cro_metric_definitions_name",
                violation_error_message="Another metric of this workspace has that name.",
            ),
            one_of("cro_metric_definitions_kind", "kind", MetricKind),
            one_of("cro_metric_definitions_better", "better", Better),
            fraction_check("cro_metric_definitions_margin", "guardrail_margin"),
            models.CheckConstraint(
                condition=models.Q(currency__regex=r"^[A-Z]{3}$") | models.Q(currency=""),
                name="cro_metric_definitions_currency",
                violation_error_message=(
                    "Use a three-letter ISO 4217 code such as EUR, or none where it is no money."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(currency="") | ~models.Q(kind=MetricKind.PROPORTION),
                name="cro_metric_definitions_money",
                violation_error_message="A proportion is no money: leave the currency out.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

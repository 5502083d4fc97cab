"""What the people first seen on one day did, summed."""

from __future__ import annotations

from django.db import models

from cro.models.columns import SumField, no_negative_variance, possible_cross_product
from cro.models.experiment import Experiment
from cro.models.metric_definition import MetricDefinition
from cro.models.segment import Segment
from cro.models.variant import Variant
from kernel.tenancy.columns import not_negative
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class Metric(WorkspaceRow):
    """A metric of a variant for the `units` people who were first exposed on `date`.

    Every person stands in one row, so days add up. A proportion has `conversions`; a mean `sum`
    and `sum_squares`; a ratio those of its denominator and the cross-product too
    (`cro_metrics_kind`). The pre-period columns hold the same people's values before the test and
    their cross-product with the values in it. Sums of a metric with a currency are in its minor
    units.
    """

    experiment = TenantForeignKey(
        Experiment, models.CASCADE, related_name="metrics", db_index=False
    )
    variant = TenantForeignKey(Variant, models.CASCADE, related_name="metrics", db_index=False)
    metric = TenantForeignKey(
        MetricDefinition, models.PROTECT, related_name="results", db_index=False
    )
    segment = TenantForeignKey(
        Segment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="metrics",
        db_index=False,
        help_text="None: everybody.",
    )
    date = models.DateField()
    units = models.BigIntegerField("people")
    conversions = models.BigIntegerField(null=True, blank=True)
    sum = SumField(null=True, blank=True)
    sum_squares = SumField("sum of squares", null=True, blank=True)
    denominator_sum = SumField(null=True, blank=True)
    denominator_sum_squares = SumField("denominator sum of squares", null=True, blank=True)
    cross_product = SumField(null=True, blank=True)
    pre_sum = SumField("sum before", null=True, blank=True)
    pre_sum_squares = SumField("sum of squares before", null=True, blank=True)
    pre_cross_product = SumField("cross-product with before", null=True, blank=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "cro_metrics"
        verbose_name = "daily result"
        ordering = ["-date", "experiment", "metric", "variant"]
        indexes = [
            models.Index(
                fields=["tenant", "workspace", "experiment", "metric", "date"],
                name="cro_metrics_experiment",
            ),
            models.Index(fields=["tenant", "workspace", "-date"], name="cro_metrics_newest"),
            models.Index(fields=["tenant", "workspace", "metric"], name="cro_metrics_metric"),
            models.Index(fields=["tenant", "workspace", "segment"], name="cro_metrics_segment"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "variant", "metric", "segment", "date"],
                name="cro_metrics_day",
                nulls_distinct=False,
                violation_error_message=(
                    "This day of the variant, metric and segment is there already."
                ),
            ),
            not_negative("cro_metrics_amounts", "units", "conversions"),
            models.CheckConstraint(
                condition=models.Q(conversions__isnull=True)
                | models.Q(conversions__lte=models.F("units")),
                name="cro_metrics_conversions",
                violation_error_message=(
                    "More conversions than people: count each person once, or make it a mean."
                ),
            ),
            no_negative_variance("cro_metrics_variance", "sum", "sum_squares"),
            no_negative_variance(
                "cro_metrics_denominator", "denominator_sum", "denominator_sum_squares"
            ),
            no_negative_variance("cro_metrics_before", "pre_sum", "pre_sum_squares"),
            possible_cross_product(
                "cro_metrics_cross_product",
                "cross_product",
                ("sum", "sum_squares"),
                ("denominator_sum", "denominator_sum_squares"),
            ),
            possible_cross_product(
                "cro_metrics_cross_before",
                "pre_cross_product",
                ("sum", "sum_squares"),
                ("pre_sum", "pre_sum_squares"),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    pre_sum__isnull=True,
                    pre_sum_squares__isnull=True,
                    pre_cross_product__isnull=True,
                )
                | models.Q(
                    pre_sum__isnull=False,
                    pre_sum_squares__isnull=False,
                    pre_cross_product__isnull=False,
                ),
                name="cro_metrics_pre_period",
                violation_error_message=(
                    "The time before the test has its sum, its sum of squares and its "
                    "cross-product, or none of the three."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric}, {self.date.isoformat()}"

"""One of the versions that an experiment shows."""

from __future__ import annotations

from django.db import models

from cro.models.columns import above_zero
from cro.models.experiment import Experiment
from kernel.tenancy.columns import FractionField, fraction_check
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class Variant(WorkspaceRow):
    """A version; `weight` is the planned share of people, 0..1.

    Beyond the draft the variants of an experiment are two or more, one of them the control, and
    their weights sum to 1 (`cro_variants_whole`); once its plan was fixed, keys, weights and the
    control stay (`cro_variants_stay`).
    """

    held_at_commit = ("cro_variants_whole", "cro_variants_kept")

    experiment = TenantForeignKey(
        Experiment, models.CASCADE, related_name="variants", db_index=False
    )
    key = models.CharField(max_length=60, help_text="As your tool names it.")
    name = models.CharField(max_length=160)
    is_control = models.BooleanField("control", default=False)
    weight = FractionField(
        max_digits=8, decimal_places=7, help_text="Planned share of people; all sum to 100%."
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "cro_variants"
        ordering = ["experiment", "-is_control", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "experiment", "key"],
                name="cro_variants_key",
                violation_error_message="Another variant of this experiment has that key.",
            ),
            models.UniqueConstraint(
                fields=["tenant", "workspace", "experiment"],
                condition=models.Q(is_control=True),
                name="cro_variants_control",
                violation_error_message=(
                    "Another variant of this experiment is the control; there is one at most."
                ),
            ),
            above_zero("cro_variants_weight", "weight"),
            fraction_check("cro_variants_share", "weight"),
        ]

    def __str__(self) -> str:
        return self.name

"""A step of a funnel."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cmo.models.funnel import Funnel
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import FractionField, MoneyField, fraction_check, not_negative, one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class StageKind(models.TextChoices):
    AWARENESS = "awareness", "Awareness"
    CONSIDERATION = "consideration", "Consideration"
    CONVERSION = "conversion", "Conversion"
    RETENTION = "retention", "Retention"
    ADVOCACY = "advocacy", "Advocacy"


class FunnelStage(DraftedRow, WorkspaceRow):
    """A step: who enters it either advances or is lost.

    `target_conversion_rate` is the share of those who enter that should advance, 0..1; `budget`
    is in minor units of the funnel's currency.
    """

    funnel = TenantForeignKey(Funnel, models.CASCADE, related_name="stages", db_index=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=StageKind.choices, default=StageKind.CONVERSION)
    position = models.PositiveSmallIntegerField(help_text="1 is where the funnel begins.")
    objective = models.CharField(max_length=240, blank=True)
    kpis = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name="KPIs"
    )
    target_volume = models.BigIntegerField(null=True, blank=True, help_text="People a month.")
    target_conversion_rate = FractionField(null=True, blank=True)
    budget = MoneyField(null=True, blank=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "cmo_funnel_stages"
        verbose_name = "funnel stage"
        ordering = ["funnel", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "funnel", "position"],
                name="cmo_funnel_stages_position",
                violation_error_message="Another stage of this funnel has that position.",
            ),
            models.UniqueConstraint(
                fields=["tenant", "workspace", "funnel", "name"],
                name="cmo_funnel_stages_name",
                violation_error_message="Another stage of this funnel has that name.",
            ),
            one_of("cmo_funnel_stages_kind", "kind", StageKind),
            fraction_check("cmo_funnel_stages_rate", "target_conversion_rate"),
            not_negative("cmo_funnel_stages_amounts", "target_volume", "budget"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def currency(self) -> str:
        """The currency of `budget`: the funnel's."""
        return str(self.funnel.currency)

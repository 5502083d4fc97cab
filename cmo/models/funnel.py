"""A funnel: the way from the first visit to the order, in stages."""

from __future__ import annotations

from django.db import models

from cmo.models.marketing_plan import MarketingPlan
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import (
    CurrencyField,
    FractionField,
    MoneyField,
    currency_check,
    fraction_check,
    not_negative,
    one_of,
)
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class FunnelKind(models.TextChoices):
    MARKETING = "marketing", "Marketing"
    SALES = "sales", "Sales"
    PRODUCT = "product", "Product"


class FunnelStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    ACTIVE = "active", "Active"
    ARCHIVED = "archived", "Archived"


class Funnel(DraftedRow, WorkspaceRow):
    """A funnel; its money is in minor units of `currency`, `expected_conversion` of 0..1."""

    plan = TenantForeignKey(
        MarketingPlan,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="funnels",
        db_index=False,
    )
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=FunnelKind.choices, default=FunnelKind.SALES)
    status = models.CharField(
        max_length=20, choices=FunnelStatus.choices, default=FunnelStatus.DRAFT
    )
    budget = MoneyField(null=True, blank=True)
    expected_conversion = FractionField(null=True, blank=True)
    expected_revenue = MoneyField(null=True, blank=True)
    currency = CurrencyField()

    class Meta(WorkspaceRow.Meta):
        db_table = "cmo_funnels"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name"],
                name="cmo_funnels_name",
                violation_error_message="Another funnel of this workspace has that name.",
            ),
            one_of("cmo_funnels_kind", "kind", FunnelKind),
            one_of("cmo_funnels_status", "status", FunnelStatus),
            fraction_check("cmo_funnels_conversion", "expected_conversion"),
            not_negative("cmo_funnels_amounts", "budget", "expected_revenue"),
            currency_check("cmo_funnels_currency"),
        ]

    def __str__(self) -> str:
        return self.name

"""A campaign: what is being run, for how long, for how much."""

from __future__ import annotations

from django.db import models

from cmo.models.icp_segment import IcpSegment
from cmo.models.marketing_plan import MarketingPlan
from cmo.models.offer import Offer
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import CurrencyField, MoneyField, currency_check, not_negative, one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class CampaignKind(models.TextChoices):
    ALWAYS_ON = "always_on", "Always on"
    AWARENESS = "awareness", "Awareness"
    LAUNCH = "launch", "Launch"
    PROMOTION = "promotion", "Promotion"
    NEWSLETTER = "newsletter", "Newsletter"
    PARTNERSHIP = "partnership", "Partnership"
    EVENT = "event", "Event"
    OTHER = "other", "Other"


class CampaignStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    SCHEDULED = "scheduled", "Scheduled"
    ACTIVE = "active", "Active"
    PAUSED = "paused", "Paused"
    COMPLETED = "completed", "Completed"


class CampaignKpi(models.TextChoices):
    REVENUE = "revenue", "Revenue"
    CONVERSIONS = "conversions", "Conversions"
    ROAS = "roas", "ROAS"
    CAC = "cac", "Cost per order"
    SESSIONS = "sessions", "Sessions"
    CLICKS = "clicks", "Clicks"
    IMPRESSIONS = "impressions", "Impressions"


class Campaign(DraftedRow, WorkspaceRow):
    """A campaign; `budget` in minor units of `currency` for its whole run."""

    name = models.CharField(max_length=160)
    kind = models.CharField(
        max_length=20, choices=CampaignKind.choices, default=CampaignKind.ALWAYS_ON
    )
    objective = models.TextField(blank=True)
    status = models.CharField(
        max_length=20, choices=CampaignStatus.choices, default=CampaignStatus.DRAFT
    )
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    budget = MoneyField(null=True, blank=True)
    currency = CurrencyField()
    primary_kpi = models.CharField(
        "primary KPI", max_length=20, choices=CampaignKpi.choices, default=CampaignKpi.ROAS
    )
    owner = models.ForeignKey(
        "kernel.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    funnel = TenantForeignKey(
        "cmo.Funnel",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="campaigns",
        db_index=False,
    )
    plan = TenantForeignKey(
        MarketingPlan,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="campaigns",
        db_index=False,
    )
    segment = TenantForeignKey(
        IcpSegment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="campaigns",
        db_index=False,
    )
    offer = TenantForeignKey(
        Offer,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="campaigns",
        db_index=False,
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "cmo_campaigns"
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "-created_at"], name="cmo_campaigns_newest")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name"],
                name="cmo_campaigns_name",
                violation_error_message="Another campaign of this workspace has that name.",
            ),
            one_of("cmo_campaigns_kind", "kind", CampaignKind),
            one_of("cmo_campaigns_status", "status", CampaignStatus),
            one_of("cmo_campaigns_kpi", "primary_kpi", CampaignKpi),
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start"))
                | models.Q(end__isnull=True)
                | models.Q(start__isnull=True),
                name="cmo_campaigns_dates",
                violation_error_message="The end lies before the start.",
            ),
            not_negative("cmo_campaigns_budget", "budget"),
            currency_check("cmo_campaigns_currency"),
        ]

    def __str__(self) -> str:
        return self.name

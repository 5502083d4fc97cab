"""What one channel did on one day."""

from __future__ import annotations

from django.db import models

from cmo.models.campaign import Campaign
from cmo.models.columns import ChannelField, channel_check, channel_label
from kernel.tenancy.columns import CurrencyField, MoneyField, currency_check, not_negative
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class MetricsSnapshot(WorkspaceRow):
    """A day of a channel, of one campaign or of none, in one currency.

    A value that the source did not give is NULL, never 0. An excluded day stays stored and is
    left out of every figure; its reason says why.
    """

    campaign = TenantForeignKey(
        Campaign,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="snapshots",
        db_index=False,
    )
    channel = ChannelField()
    date = models.DateField()
    impressions = models.BigIntegerField(null=True, blank=True)
    clicks = models.BigIntegerField(null=True, blank=True)
    sessions = models.BigIntegerField(null=True, blank=True)
    conversions = models.BigIntegerField("orders", null=True, blank=True)
    cost = MoneyField("spend", null=True, blank=True)
    revenue = MoneyField(null=True, blank=True)
    currency = CurrencyField()
    excluded = models.BooleanField(
        "left out", default=False, help_text="Left out of every figure; the row stays."
    )
    exclusion_reason = models.CharField("why left out", max_length=200, blank=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "cmo_metrics_snapshots"
        verbose_name = "daily metric"
        ordering = ["-date", "channel"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "-date"], name="cmo_snapshots_newest"),
            models.Index(fields=["tenant", "workspace", "campaign"], name="cmo_snapshots_campaign"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "channel", "date", "campaign", "currency"],
                name="cmo_metrics_snapshots_day",
                nulls_distinct=False,
                violation_error_message="This day of the channel and campaign is there already.",
            ),
            channel_check("cmo_metrics_snapshots_channel"),
            currency_check("cmo_metrics_snapshots_currency"),
            not_negative(
                "cmo_metrics_snapshots_amounts",
                "impressions",
                "clicks",
                "sessions",
                "conversions",
                "cost",
                "revenue",
            ),
            models.CheckConstraint(
                condition=models.Q(excluded=False, exclusion_reason="")
                | (models.Q(excluded=True) & ~models.Q(exclusion_reason="")),
                name="cmo_metrics_snapshots_excluded",
                violation_error_message="An excluded day has a reason, another has none.",
            ),
        ]

    def __str__(self) -> str:
        return f"{channel_label(self.channel)}, {self.date.isoformat()}"

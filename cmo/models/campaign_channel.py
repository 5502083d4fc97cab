"""A channel of a campaign and its part of the budget."""

from __future__ import annotations

from django.db import models

from cmo.models.campaign import Campaign
from cmo.models.columns import ChannelField, channel_check, channel_label
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import FractionField, fraction_check, one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow

LONGEST_NOTE = 400


class ChannelKind(models.TextChoices):
    PAID = "paid", "Paid"
    ORGANIC = "organic", "Organic"
    OWNED = "owned", "Owned"
    EARNED = "earned", "Earned"


class CampaignChannel(DraftedRow, WorkspaceRow):
    """A channel that a campaign uses.

    `budget_share` is this channel's part of the campaign's budget, 0..1; the shares of one
    campaign add up to at most 1, which the database holds (`cmo_campaign_channels_shares`).
    """

    campaign = TenantForeignKey(Campaign, models.CASCADE, related_name="channels", db_index=False)
    channel = ChannelField()
    kind = models.CharField(max_length=10, choices=ChannelKind.choices, default=ChannelKind.PAID)
    priority = models.PositiveSmallIntegerField(default=1, help_text="1 comes first.")
    budget_share = FractionField(default=0)
    utm_source = models.CharField("UTM source", max_length=120, blank=True)
    utm_medium = models.CharField("UTM medium", max_length=120, blank=True)
    utm_campaign = models.CharField("UTM campaign", max_length=120, blank=True)
    note = models.CharField(
        max_length=LONGEST_NOTE,
        blank=True,
        help_text="Why this channel, and what it has to do in the campaign.",
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "cmo_campaign_channels"
        verbose_name = "campaign channel"
        ordering = ["campaign", "priority", "channel"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "channel"], name="cmo_channels_channel")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "campaign", "channel"],
                name="cmo_campaign_channels_one",
                violation_error_message="This campaign already has that channel.",
            ),
            one_of("cmo_campaign_channels_kind", "kind", ChannelKind),
            channel_check("cmo_campaign_channels_channel"),
            fraction_check("cmo_campaign_channels_share", "budget_share"),
        ]

    def __str__(self) -> str:
        return channel_label(self.channel)

"""Campaigns' channels as JSON."""

from __future__ import annotations

from cmo.models import CampaignChannel
from kernel.resources.api import ResourceSerializer


class CampaignChannelSerializer(ResourceSerializer):
    class Meta:
        model = CampaignChannel
        fields = (
            "campaign",
            "channel",
            "kind",
            "priority",
            "budget_share",
            "utm_source",
            "utm_medium",
            "utm_campaign",
            "note",
        )

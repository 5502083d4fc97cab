"""Campaigns as JSON."""

from __future__ import annotations

from cmo.models import Campaign
from kernel.resources.api import ResourceSerializer


class CampaignSerializer(ResourceSerializer):
    class Meta:
        model = Campaign
        fields = (
            "name",
            "kind",
            "objective",
            "status",
            "start",
            "end",
            "budget",
            "currency",
            "primary_kpi",
            "owner",
            "plan",
            "segment",
            "offer",
            "funnel",
        )

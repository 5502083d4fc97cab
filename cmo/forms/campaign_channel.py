"""The form of campaigns' channels."""

from __future__ import annotations

from cmo.models import CampaignChannel
from kernel.resources.forms import ResourceForm


class CampaignChannelForm(ResourceForm):
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

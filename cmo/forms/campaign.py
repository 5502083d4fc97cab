"""The form of campaigns."""

from __future__ import annotations

from cmo.models import Campaign
from kernel.resources.forms import CurrencyForm


class CampaignForm(CurrencyForm):
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

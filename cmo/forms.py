"""Forms of the marketing tables."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField

from cmo.models import (
    Campaign,
    CampaignChannel,
    Funnel,
    FunnelCount,
    FunnelStage,
    MetricsSnapshot,
)
from kernel.resources.forms import ResourceForm


class CurrencyForm(ResourceForm):
    """A row with amounts: a new one begins with the workspace's currency."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].widget.attrs["autocapitalize"] = "characters"
        if self.instance._state.adding:
            self.initial.setdefault("currency", self.notation.currency)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


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
            "funnel",
        )


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
        )


class MetricsSnapshotForm(CurrencyForm):
    class Meta:
        model = MetricsSnapshot
        fields = (
            "date",
            "channel",
            "campaign",
            "impressions",
            "clicks",
            "sessions",
            "conversions",
            "cost",
            "revenue",
            "currency",
            "excluded",
            "exclusion_reason",
        )


class FunnelForm(CurrencyForm):
    class Meta:
        model = Funnel
        fields = (
            "name",
            "kind",
            "status",
            "expected_conversion",
            "expected_revenue",
            "budget",
            "currency",
        )


class FunnelStageForm(ResourceForm):
    kpis = SimpleArrayField(
        forms.CharField(max_length=60),
        required=False,
        label="KPIs",
        help_text="Separated by commas.",
    )

    class Meta:
        model = FunnelStage
        fields = (
            "funnel",
            "name",
            "kind",
            "position",
            "objective",
            "kpis",
            "target_volume",
            "target_conversion_rate",
            "budget",
        )


class FunnelCountForm(ResourceForm):
    class Meta:
        model = FunnelCount
        fields = ("stage", "date", "entered", "advanced")

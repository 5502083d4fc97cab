"""Marketing rows as JSON; money in minor units, rates as fractions."""

from __future__ import annotations

from cmo.models import (
    Campaign,
    CampaignChannel,
    Funnel,
    FunnelCount,
    FunnelStage,
    MetricsSnapshot,
    Recommendation,
)
from kernel.resources.api import ResourceSerializer
from kernel.resources.api.recommendations import RecommendationSerializer as BaseRecommendation


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
            "funnel",
        )


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
        )


class MetricsSnapshotSerializer(ResourceSerializer):
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


class FunnelSerializer(ResourceSerializer):
    class Meta:
        model = Funnel
        fields = (
            "name",
            "kind",
            "status",
            "budget",
            "expected_conversion",
            "expected_revenue",
            "currency",
        )


class FunnelStageSerializer(ResourceSerializer):
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


class FunnelCountSerializer(ResourceSerializer):
    class Meta:
        model = FunnelCount
        fields = ("stage", "date", "entered", "advanced")


class RecommendationSerializer(BaseRecommendation):
    """Only owner and due date are anybody's to change; a decision is made by its own address."""

    class Meta:
        model = Recommendation
        fields = (
            "kind",
            "subject",
            "title",
            "rationale",
            "severity",
            "impact",
            "currency",
            "effort",
            "priority",
            "evidence",
            "predicted",
            "action_kind",
            "action_args",
            "action_hash",
            "status",
            "owner",
            "due_on",
            "expires_at",
            "snoozed_until",
            "decision_note",
            "decided_by",
            "decided_at",
        )
        read_only_fields = tuple(name for name in fields if name not in ("owner", "due_on"))

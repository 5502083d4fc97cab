"""Endpoints of the marketing resources, one file a noun."""

from cmo.api.viewsets.campaign import CampaignViewSet
from cmo.api.viewsets.campaign_channel import CampaignChannelViewSet
from cmo.api.viewsets.funnel import FunnelViewSet
from cmo.api.viewsets.funnel_count import FunnelCountViewSet
from cmo.api.viewsets.funnel_stage import FunnelStageViewSet
from cmo.api.viewsets.metrics_snapshot import MetricsSnapshotViewSet
from cmo.api.viewsets.recommendation import CmoRecommendationViewSet

__all__ = [
    "CampaignChannelViewSet",
    "CampaignViewSet",
    "CmoRecommendationViewSet",
    "FunnelCountViewSet",
    "FunnelStageViewSet",
    "FunnelViewSet",
    "MetricsSnapshotViewSet",
]

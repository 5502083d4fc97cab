"""Marketing rows as JSON, one file a noun; money in minor units, rates as fractions."""

from cmo.api.serializers.campaign import CampaignSerializer
from cmo.api.serializers.campaign_channel import CampaignChannelSerializer
from cmo.api.serializers.funnel import FunnelSerializer
from cmo.api.serializers.funnel_count import FunnelCountSerializer
from cmo.api.serializers.funnel_stage import FunnelStageSerializer
from cmo.api.serializers.metrics_snapshot import MetricsSnapshotSerializer
from cmo.api.serializers.recommendation import RecommendationSerializer

__all__ = [
    "CampaignChannelSerializer",
    "CampaignSerializer",
    "FunnelCountSerializer",
    "FunnelSerializer",
    "FunnelStageSerializer",
    "MetricsSnapshotSerializer",
    "RecommendationSerializer",
]

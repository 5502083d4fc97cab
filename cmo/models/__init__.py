"""The marketing executive's tables, one file a noun."""

from cmo.models.campaign import Campaign
from cmo.models.campaign_channel import CampaignChannel
from cmo.models.funnel import Funnel
from cmo.models.funnel_count import FunnelCount
from cmo.models.funnel_stage import FunnelStage
from cmo.models.metrics_snapshot import MetricsSnapshot
from cmo.models.recommendation import Recommendation

__all__ = [
    "Campaign",
    "CampaignChannel",
    "Funnel",
    "FunnelCount",
    "FunnelStage",
    "MetricsSnapshot",
    "Recommendation",
]

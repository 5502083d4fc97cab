"""Marketing rows as JSON, one file a noun; money in minor units, rates as fractions."""

from cmo.api.serializers.brand_profile import BrandProfileSerializer
from cmo.api.serializers.calendar_event import CalendarEventSerializer
from cmo.api.serializers.campaign import CampaignSerializer
from cmo.api.serializers.campaign_channel import CampaignChannelSerializer
from cmo.api.serializers.content_asset import ContentAssetSerializer
from cmo.api.serializers.content_variant import ContentVariantSerializer
from cmo.api.serializers.funnel import FunnelSerializer
from cmo.api.serializers.funnel_count import FunnelCountSerializer
from cmo.api.serializers.funnel_stage import FunnelStageSerializer
from cmo.api.serializers.icp_segment import IcpSegmentSerializer
from cmo.api.serializers.marketing_plan import MarketingPlanSerializer
from cmo.api.serializers.metrics_snapshot import MetricsSnapshotSerializer
from cmo.api.serializers.offer import OfferSerializer
from cmo.api.serializers.recommendation import RecommendationSerializer
from cmo.api.serializers.touchpoint import TouchpointSerializer
from cmo.api.serializers.weekly_summary import WeeklySummarySerializer

__all__ = [
    "BrandProfileSerializer",
    "CalendarEventSerializer",
    "CampaignChannelSerializer",
    "CampaignSerializer",
    "ContentAssetSerializer",
    "ContentVariantSerializer",
    "FunnelCountSerializer",
    "FunnelSerializer",
    "FunnelStageSerializer",
    "IcpSegmentSerializer",
    "MarketingPlanSerializer",
    "MetricsSnapshotSerializer",
    "OfferSerializer",
    "RecommendationSerializer",
    "TouchpointSerializer",
    "WeeklySummarySerializer",
]

"""Endpoints of the marketing resources, one file a noun."""

from cmo.api.viewsets.brand_profile import BrandProfileViewSet
from cmo.api.viewsets.calendar_event import CalendarEventViewSet
from cmo.api.viewsets.campaign import CampaignViewSet
from cmo.api.viewsets.campaign_channel import CampaignChannelViewSet
from cmo.api.viewsets.content_asset import ContentAssetViewSet
from cmo.api.viewsets.content_variant import ContentVariantViewSet
from cmo.api.viewsets.funnel import FunnelViewSet
from cmo.api.viewsets.funnel_count import FunnelCountViewSet
from cmo.api.viewsets.funnel_stage import FunnelStageViewSet
from cmo.api.viewsets.icp_segment import IcpSegmentViewSet
from cmo.api.viewsets.marketing_plan import MarketingPlanViewSet
from cmo.api.viewsets.metrics_snapshot import MetricsSnapshotViewSet
from cmo.api.viewsets.offer import OfferViewSet
from cmo.api.viewsets.recommendation import CmoRecommendationViewSet
from cmo.api.viewsets.touchpoint import TouchpointViewSet
from cmo.api.viewsets.weekly_summary import WeeklySummaryViewSet

__all__ = [
    "BrandProfileViewSet",
    "CalendarEventViewSet",
    "CampaignChannelViewSet",
    "CampaignViewSet",
    "CmoRecommendationViewSet",
    "ContentAssetViewSet",
    "ContentVariantViewSet",
    "FunnelCountViewSet",
    "FunnelStageViewSet",
    "FunnelViewSet",
    "IcpSegmentViewSet",
    "MarketingPlanViewSet",
    "MetricsSnapshotViewSet",
    "OfferViewSet",
    "TouchpointViewSet",
    "WeeklySummaryViewSet",
]

"""Columns and filters of the marketing lists, one file a noun."""

from cmo.tables.brand_profile import BrandProfileFilters, BrandProfileTable
from cmo.tables.calendar_event import CalendarEventFilters, CalendarEventTable
from cmo.tables.campaign import CampaignFilters, CampaignTable
from cmo.tables.campaign_channel import CampaignChannelFilters, CampaignChannelTable
from cmo.tables.content_asset import ContentAssetFilters, ContentAssetTable
from cmo.tables.content_variant import ContentVariantFilters, ContentVariantTable
from cmo.tables.funnel import FunnelFilters, FunnelTable
from cmo.tables.funnel_count import FunnelCountFilters, FunnelCountTable
from cmo.tables.funnel_stage import FunnelStageFilters, FunnelStageTable
from cmo.tables.icp_segment import IcpSegmentFilters, IcpSegmentTable
from cmo.tables.marketing_plan import MarketingPlanFilters, MarketingPlanTable
from cmo.tables.metrics_snapshot import MetricsSnapshotFilters, MetricsSnapshotTable
from cmo.tables.offer import OfferFilters, OfferTable
from cmo.tables.recommendation import RecommendationFilters, RecommendationTable
from cmo.tables.touchpoint import TouchpointFilters, TouchpointTable
from cmo.tables.weekly_summary import WeeklySummaryFilters, WeeklySummaryTable

__all__ = [
    "BrandProfileFilters",
    "BrandProfileTable",
    "CalendarEventFilters",
    "CalendarEventTable",
    "CampaignChannelFilters",
    "CampaignChannelTable",
    "CampaignFilters",
    "CampaignTable",
    "ContentAssetFilters",
    "ContentAssetTable",
    "ContentVariantFilters",
    "ContentVariantTable",
    "FunnelCountFilters",
    "FunnelCountTable",
    "FunnelFilters",
    "FunnelStageFilters",
    "FunnelStageTable",
    "FunnelTable",
    "IcpSegmentFilters",
    "IcpSegmentTable",
    "MarketingPlanFilters",
    "MarketingPlanTable",
    "MetricsSnapshotFilters",
    "MetricsSnapshotTable",
    "OfferFilters",
    "OfferTable",
    "RecommendationFilters",
    "RecommendationTable",
    "TouchpointFilters",
    "TouchpointTable",
    "WeeklySummaryFilters",
    "WeeklySummaryTable",
]

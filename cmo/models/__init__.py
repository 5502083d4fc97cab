"""The marketing executive's tables, one file a noun."""

from cmo.models.brand_profile import BrandProfile
from cmo.models.calendar_event import CalendarEvent
from cmo.models.campaign import Campaign
from cmo.models.campaign_channel import CampaignChannel
from cmo.models.content_asset import ContentAsset
from cmo.models.content_variant import ContentVariant
from cmo.models.funnel import Funnel
from cmo.models.funnel_count import FunnelCount
from cmo.models.funnel_stage import FunnelStage
from cmo.models.icp_segment import IcpSegment
from cmo.models.marketing_plan import MarketingPlan
from cmo.models.metrics_snapshot import MetricsSnapshot
from cmo.models.offer import Offer
from cmo.models.recommendation import Recommendation
from cmo.models.touchpoint import Touchpoint
from cmo.models.weekly_summary import WeeklySummary

__all__ = [
    "BrandProfile",
    "CalendarEvent",
    "Campaign",
    "CampaignChannel",
    "ContentAsset",
    "ContentVariant",
    "Funnel",
    "FunnelCount",
    "FunnelStage",
    "IcpSegment",
    "MarketingPlan",
    "MetricsSnapshot",
    "Offer",
    "Recommendation",
    "Touchpoint",
    "WeeklySummary",
]

"""Forms of the marketing tables, one file a noun."""

from cmo.forms.brand_profile import BrandProfileForm
from cmo.forms.calendar_event import CalendarEventForm
from cmo.forms.campaign import CampaignForm
from cmo.forms.campaign_channel import CampaignChannelForm
from cmo.forms.content_asset import ContentAssetForm
from cmo.forms.content_variant import ContentVariantForm
from cmo.forms.funnel import FunnelForm
from cmo.forms.funnel_count import FunnelCountForm
from cmo.forms.funnel_stage import FunnelStageForm
from cmo.forms.icp_segment import IcpSegmentForm
from cmo.forms.marketing_plan import MarketingPlanForm
from cmo.forms.metrics_snapshot import MetricsSnapshotForm
from cmo.forms.offer import OfferForm
from cmo.forms.touchpoint import TouchpointForm
from cmo.forms.weekly_summary import WeeklySummaryForm

__all__ = [
    "BrandProfileForm",
    "CalendarEventForm",
    "CampaignChannelForm",
    "CampaignForm",
    "ContentAssetForm",
    "ContentVariantForm",
    "FunnelCountForm",
    "FunnelForm",
    "FunnelStageForm",
    "IcpSegmentForm",
    "MarketingPlanForm",
    "MetricsSnapshotForm",
    "OfferForm",
    "TouchpointForm",
    "WeeklySummaryForm",
]

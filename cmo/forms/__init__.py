"""Forms of the marketing tables, one file a noun."""

from cmo.forms.campaign import CampaignForm
from cmo.forms.campaign_channel import CampaignChannelForm
from cmo.forms.funnel import FunnelForm
from cmo.forms.funnel_count import FunnelCountForm
from cmo.forms.funnel_stage import FunnelStageForm
from cmo.forms.metrics_snapshot import MetricsSnapshotForm

__all__ = [
    "CampaignChannelForm",
    "CampaignForm",
    "FunnelCountForm",
    "FunnelForm",
    "FunnelStageForm",
    "MetricsSnapshotForm",
]

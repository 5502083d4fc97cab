"""Columns and filters of the marketing lists, one file a noun."""

from cmo.tables.campaign import CampaignFilters, CampaignTable
from cmo.tables.campaign_channel import CampaignChannelFilters, CampaignChannelTable
from cmo.tables.funnel import FunnelFilters, FunnelTable
from cmo.tables.funnel_count import FunnelCountFilters, FunnelCountTable
from cmo.tables.funnel_stage import FunnelStageFilters, FunnelStageTable
from cmo.tables.metrics_snapshot import MetricsSnapshotFilters, MetricsSnapshotTable
from cmo.tables.recommendation import (
    RecommendationFilters,
    RecommendationTable,
    SaidColumn,
    WordsColumn,
)

__all__ = [
    "CampaignChannelFilters",
    "CampaignChannelTable",
    "CampaignFilters",
    "CampaignTable",
    "FunnelCountFilters",
    "FunnelCountTable",
    "FunnelFilters",
    "FunnelStageFilters",
    "FunnelStageTable",
    "FunnelTable",
    "MetricsSnapshotFilters",
    "MetricsSnapshotTable",
    "RecommendationFilters",
    "RecommendationTable",
    "SaidColumn",
    "WordsColumn",
]

"""Endpoints of the marketing resources."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet
from kernel.resources.api.recommendations import RecommendationViewSet


class CampaignViewSet(ResourceViewSet):
    serializer_class = serializers.CampaignSerializer
    filterset_class = tables.CampaignFilters
    search_fields = ("name", "objective")


class CampaignChannelViewSet(ResourceViewSet):
    serializer_class = serializers.CampaignChannelSerializer
    filterset_class = tables.CampaignChannelFilters
    search_fields = ("channel", "campaign__name", "utm_campaign")


class MetricsSnapshotViewSet(ResourceViewSet):
    serializer_class = serializers.MetricsSnapshotSerializer
    filterset_class = tables.MetricsSnapshotFilters
    search_fields = ("channel", "campaign__name")


class FunnelViewSet(ResourceViewSet):
    serializer_class = serializers.FunnelSerializer
    filterset_class = tables.FunnelFilters
    search_fields = ("name",)


class FunnelStageViewSet(ResourceViewSet):
    serializer_class = serializers.FunnelStageSerializer
    filterset_class = tables.FunnelStageFilters
    search_fields = ("name", "funnel__name", "objective")


class FunnelCountViewSet(ResourceViewSet):
    serializer_class = serializers.FunnelCountSerializer
    filterset_class = tables.FunnelCountFilters
    search_fields = ("stage__name", "stage__funnel__name")


class CmoRecommendationViewSet(RecommendationViewSet):
    serializer_class = serializers.RecommendationSerializer
    filterset_class = tables.RecommendationFilters
    search_fields = ("title", "rationale")
    sort_fields = ("priority", "severity", "due_on", "status", "impact")

"""Addresses of the marketing resources, under `/api/v1/cmo/`."""

from django.urls import path

from cmo.api import viewsets

MANY = {"get": "list", "post": "create"}
ONE = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}

urlpatterns = [
    path("campaigns/", viewsets.CampaignViewSet.as_view(MANY)),
    path("campaigns/<id>/", viewsets.CampaignViewSet.as_view(ONE)),
    path("campaign-channels/", viewsets.CampaignChannelViewSet.as_view(MANY)),
    path("campaign-channels/<id>/", viewsets.CampaignChannelViewSet.as_view(ONE)),
    path("metrics-snapshots/", viewsets.MetricsSnapshotViewSet.as_view(MANY)),
    path("metrics-snapshots/<id>/", viewsets.MetricsSnapshotViewSet.as_view(ONE)),
    path("funnels/", viewsets.FunnelViewSet.as_view(MANY)),
    path("funnels/<id>/", viewsets.FunnelViewSet.as_view(ONE)),
    path("funnel-stages/", viewsets.FunnelStageViewSet.as_view(MANY)),
    path("funnel-stages/<id>/", viewsets.FunnelStageViewSet.as_view(ONE)),
    path("funnel-counts/", viewsets.FunnelCountViewSet.as_view(MANY)),
    path("funnel-counts/<id>/", viewsets.FunnelCountViewSet.as_view(ONE)),
    path("recommendations/", viewsets.CmoRecommendationViewSet.as_view({"get": "list"})),
    path(
        "recommendations/<id>/",
        viewsets.CmoRecommendationViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
    ),
    path(
        "recommendations/<id>/preview/",
        viewsets.CmoRecommendationViewSet.as_view({"get": "preview"}),
    ),
    path(
        "recommendations/<id>/approval/",
        viewsets.CmoRecommendationViewSet.as_view({"post": "approval"}),
    ),
    path(
        "recommendations/<id>/rejection/",
        viewsets.CmoRecommendationViewSet.as_view({"post": "rejection"}),
    ),
    path("recommendations/<id>/undo/", viewsets.CmoRecommendationViewSet.as_view({"post": "undo"})),
    path(
        "recommendations/<id>/snooze/",
        viewsets.CmoRecommendationViewSet.as_view({"post": "snooze"}),
    ),
]

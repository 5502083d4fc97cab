"""Addresses of the marketing resources, under `/api/v1/cmo/`."""

from django.urls import path

from cmo.api import viewsets

MANY = {"get": "list", "post": "create"}
ONE = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}

urlpatterns = [
    path("campaigns/", viewsets.CampaignViewSet.as_view(MANY)),
    path("campaigns/<id>/", viewsets.CampaignViewSet.as_view(ONE)),
    path(
        "campaigns/<id>/channels/", viewsets.CampaignChannelViewSet.as_view(MANY, within="campaign")
    ),
    path("campaign-channels/", viewsets.CampaignChannelViewSet.as_view(MANY)),
    path("campaign-channels/<id>/", viewsets.CampaignChannelViewSet.as_view(ONE)),
    path("metrics-snapshots/", viewsets.MetricsSnapshotViewSet.as_view(MANY)),
    path("metrics-snapshots/<id>/", viewsets.MetricsSnapshotViewSet.as_view(ONE)),
    path("funnels/", viewsets.FunnelViewSet.as_view(MANY)),
    path("funnels/<id>/", viewsets.FunnelViewSet.as_view(ONE)),
    path("funnels/<id>/stages/", viewsets.FunnelStageViewSet.as_view(MANY, within="funnel")),
    path("funnel-stages/", viewsets.FunnelStageViewSet.as_view(MANY)),
    path("funnel-stages/<id>/", viewsets.FunnelStageViewSet.as_view(ONE)),
    path("funnel-counts/", viewsets.FunnelCountViewSet.as_view(MANY)),
    path("funnel-counts/<id>/", viewsets.FunnelCountViewSet.as_view(ONE)),
    path("brand-profiles/", viewsets.BrandProfileViewSet.as_view(MANY)),
    path("brand-profiles/<id>/", viewsets.BrandProfileViewSet.as_view(ONE)),
    path("icp-segments/", viewsets.IcpSegmentViewSet.as_view(MANY)),
    path("icp-segments/<id>/", viewsets.IcpSegmentViewSet.as_view(ONE)),
    path("offers/", viewsets.OfferViewSet.as_view(MANY)),
    path("offers/<id>/", viewsets.OfferViewSet.as_view(ONE)),
    path("marketing-plans/", viewsets.MarketingPlanViewSet.as_view(MANY)),
    path("marketing-plans/<id>/", viewsets.MarketingPlanViewSet.as_view(ONE)),
    path("content-assets/", viewsets.ContentAssetViewSet.as_view(MANY)),
    path("content-assets/<id>/", viewsets.ContentAssetViewSet.as_view(ONE)),
    path(
        "content-assets/<id>/variants/",
        viewsets.ContentVariantViewSet.as_view(MANY, within="asset"),
    ),
    path("content-variants/", viewsets.ContentVariantViewSet.as_view(MANY)),
    path("content-variants/<id>/", viewsets.ContentVariantViewSet.as_view(ONE)),
    path("calendar-events/", viewsets.CalendarEventViewSet.as_view(MANY)),
    path("calendar-events/<id>/", viewsets.CalendarEventViewSet.as_view(ONE)),
    path("weekly-summaries/", viewsets.WeeklySummaryViewSet.as_view({"get": "list"})),
    path("weekly-summaries/<id>/", viewsets.WeeklySummaryViewSet.as_view({"get": "retrieve"})),
    path("touchpoints/", viewsets.TouchpointViewSet.as_view(MANY)),
    path("touchpoints/<id>/", viewsets.TouchpointViewSet.as_view(ONE)),
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

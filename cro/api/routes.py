"""Addresses of the growth resources, under `/api/v1/cro/`."""

from django.urls import path

from cro.api import viewsets

MANY = {"get": "list", "post": "create"}
ONE = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}

urlpatterns = [
    path("segments/", viewsets.SegmentViewSet.as_view(MANY)),
    path("segments/<id>/", viewsets.SegmentViewSet.as_view(ONE)),
    path("metric-definitions/", viewsets.MetricDefinitionViewSet.as_view(MANY)),
    path("metric-definitions/<id>/", viewsets.MetricDefinitionViewSet.as_view(ONE)),
    path("step-counts/", viewsets.StepCountViewSet.as_view(MANY)),
    path("step-counts/<id>/", viewsets.StepCountViewSet.as_view(ONE)),
    path("hypotheses/", viewsets.HypothesisViewSet.as_view(MANY)),
    path("hypotheses/<id>/", viewsets.HypothesisViewSet.as_view(ONE)),
    path("experiments/", viewsets.ExperimentViewSet.as_view(MANY)),
    path("experiments/<id>/", viewsets.ExperimentViewSet.as_view(ONE)),
    path("experiments/<id>/variants/", viewsets.VariantViewSet.as_view(MANY, within="experiment")),
    path(
        "experiments/<id>/experiment-metrics/",
        viewsets.ExperimentMetricViewSet.as_view(MANY, within="experiment"),
    ),
    path("experiments/<id>/metrics/", viewsets.MetricViewSet.as_view(MANY, within="experiment")),
    path("experiments/<id>/start/", viewsets.ExperimentViewSet.as_view({"post": "start"})),
    path(
        "experiments/<id>/withdrawal/", viewsets.ExperimentViewSet.as_view({"post": "withdrawal"})
    ),
    path("experiments/<id>/stop/", viewsets.ExperimentViewSet.as_view({"post": "stop"})),
    path("experiments/<id>/decision/", viewsets.ExperimentViewSet.as_view({"post": "decision"})),
    path("experiments/<id>/reopening/", viewsets.ExperimentViewSet.as_view({"post": "reopening"})),
    path("experiment-metrics/", viewsets.ExperimentMetricViewSet.as_view(MANY)),
    path("experiment-metrics/<id>/", viewsets.ExperimentMetricViewSet.as_view(ONE)),
    path("variants/", viewsets.VariantViewSet.as_view(MANY)),
    path("variants/<id>/", viewsets.VariantViewSet.as_view(ONE)),
    path("metrics/", viewsets.MetricViewSet.as_view(MANY)),
    path("metrics/<id>/", viewsets.MetricViewSet.as_view(ONE)),
    path("weekly-summaries/", viewsets.WeeklySummaryViewSet.as_view({"get": "list"})),
    path("weekly-summaries/<id>/", viewsets.WeeklySummaryViewSet.as_view({"get": "retrieve"})),
    path("settings/", viewsets.SettingViewSet.as_view(MANY)),
    path("settings/<id>/", viewsets.SettingViewSet.as_view(ONE)),
    path("recommendations/", viewsets.CroRecommendationViewSet.as_view({"get": "list"})),
    path(
        "recommendations/<id>/",
        viewsets.CroRecommendationViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
    ),
    path(
        "recommendations/<id>/preview/",
        viewsets.CroRecommendationViewSet.as_view({"get": "preview"}),
    ),
    path(
        "recommendations/<id>/approval/",
        viewsets.CroRecommendationViewSet.as_view({"post": "approval"}),
    ),
    path(
        "recommendations/<id>/rejection/",
        viewsets.CroRecommendationViewSet.as_view({"post": "rejection"}),
    ),
    path("recommendations/<id>/undo/", viewsets.CroRecommendationViewSet.as_view({"post": "undo"})),
    path(
        "recommendations/<id>/snooze/",
        viewsets.CroRecommendationViewSet.as_view({"post": "snooze"}),
    ),
]

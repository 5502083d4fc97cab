"""Addresses of the operations resources, under `/api/v1/coo/`."""

from django.urls import path

from coo.api import viewsets

MANY = {"get": "list", "post": "create"}
ONE = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
READ_MANY, READ_ONE = {"get": "list"}, {"get": "retrieve"}

urlpatterns = [
    path("workflows/", viewsets.WorkflowViewSet.as_view(MANY)),
    path("workflows/<id>/", viewsets.WorkflowViewSet.as_view(ONE)),
    path("processes/", viewsets.ProcessViewSet.as_view(MANY)),
    path("processes/<id>/", viewsets.ProcessViewSet.as_view(ONE)),
    path("processes/<id>/tasks/", viewsets.TaskViewSet.as_view(MANY, within="process")),
    path(
        "processes/<id>/events/",
        viewsets.ProcessEventViewSet.as_view(MANY, within="process"),
    ),
    path("tasks/", viewsets.TaskViewSet.as_view(MANY)),
    path("tasks/<id>/", viewsets.TaskViewSet.as_view(ONE)),
    path(
        "tasks/<id>/transitions/",
        viewsets.TaskTransitionViewSet.as_view(READ_MANY, within="task"),
    ),
    path("task-transitions/", viewsets.TaskTransitionViewSet.as_view(READ_MANY)),
    path("task-transitions/<id>/", viewsets.TaskTransitionViewSet.as_view(READ_ONE)),
    path("process-events/", viewsets.ProcessEventViewSet.as_view(MANY)),
    path("process-events/<id>/", viewsets.ProcessEventViewSet.as_view(ONE)),
    path("capacity/", viewsets.CapacityViewSet.as_view(MANY)),
    path("capacity/<id>/", viewsets.CapacityViewSet.as_view(ONE)),
    path("metrics/", viewsets.MetricViewSet.as_view(READ_MANY)),
    path("metrics/<id>/", viewsets.MetricViewSet.as_view(READ_ONE)),
    path("reports/", viewsets.ReportViewSet.as_view(READ_MANY)),
    path("reports/<id>/", viewsets.ReportViewSet.as_view(ONE)),
    path("settings/", viewsets.SettingViewSet.as_view(MANY)),
    path("settings/<id>/", viewsets.SettingViewSet.as_view(ONE)),
    path("recommendations/", viewsets.CooRecommendationViewSet.as_view({"get": "list"})),
    path(
        "recommendations/<id>/",
        viewsets.CooRecommendationViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
    ),
    path(
        "recommendations/<id>/preview/",
        viewsets.CooRecommendationViewSet.as_view({"get": "preview"}),
    ),
    path(
        "recommendations/<id>/approval/",
        viewsets.CooRecommendationViewSet.as_view({"post": "approval"}),
    ),
    path(
        "recommendations/<id>/rejection/",
        viewsets.CooRecommendationViewSet.as_view({"post": "rejection"}),
    ),
    path("recommendations/<id>/undo/", viewsets.CooRecommendationViewSet.as_view({"post": "undo"})),
    path(
        "recommendations/<id>/snooze/",
        viewsets.CooRecommendationViewSet.as_view({"post": "snooze"}),
    ),
]

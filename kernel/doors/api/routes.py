"""Addresses below ``/api/v1/`` that belong to the kernel."""

from django.urls import path

from kernel.doors.api import auth, modules, run_events, runs, schema, starting

urlpatterns = [
    path("auth/token/", auth.ObtainToken.as_view()),
    path("auth/token/refresh/", auth.RefreshToken.as_view()),
    path("modules/", modules.ModuleList.as_view()),
    path("kernel/run/", starting.StartRun.as_view()),
    path("functions/<str:name>/", starting.StartFunction.as_view()),
    path("agent-runs/", runs.AgentRunList.as_view()),
    path("agent-runs/<str:run_id>/", runs.AgentRunDetail.as_view()),
    path("agent-runs/<str:run_id>/events/", run_events.AgentRunEvents.as_view()),
    path("agent-runs/<str:run_id>/cancel/", runs.AgentRunCancel.as_view()),
    path("schema/", schema.Schema.as_view()),
    path("docs/", schema.Docs.as_view()),
]

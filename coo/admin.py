"""Operations rows for platform staff: to look at, inside a support grant."""

from __future__ import annotations

from django.contrib import admin

from coo.models import (
    Capacity,
    Metric,
    Process,
    ProcessEvent,
    Recommendation,
    Report,
    Setting,
    Task,
    TaskTransition,
    Workflow,
)
from kernel.doors.admin.base import SupportAdmin


@admin.register(Workflow)
class WorkflowAdmin(SupportAdmin):
    list_display = ("name", "version", "workspace", "status", "sla_hours")
    list_filter = ("status",)
    search_fields = ("name",)
    ordering = ("name", "-version")


@admin.register(Process)
class ProcessAdmin(SupportAdmin):
    list_display = (
        *("key", "subject", "workspace", "workflow", "status", "started_at", "due_at"),
        "finished_at",
    )
    list_filter = ("status",)
    search_fields = ("key",)
    ordering = ("-started_at", "-id")


@admin.register(Task)
class TaskAdmin(SupportAdmin):
    list_display = (
        *("title", "workspace", "status", "priority", "assignee", "team", "due_at", "opened_at"),
        *("started_at", "finished_at"),
    )
    list_filter = ("status", "priority")
    search_fields = ("key",)
    ordering = ("-opened_at", "-id")


@admin.register(TaskTransition)
class TaskTransitionAdmin(SupportAdmin):
    list_display = ("task", "position", "from_status", "to_status", "at", "actor")
    list_filter = ("to_status",)
    ordering = ("-at", "task", "-position")


@admin.register(ProcessEvent)
class ProcessEventAdmin(SupportAdmin):
    list_display = ("process", "activity", "at", "lifecycle", "resource", "position")
    list_filter = ("lifecycle",)
    ordering = ("-at", "-id")


@admin.register(Capacity)
class CapacityAdmin(SupportAdmin):
    list_display = ("who", "kind", "workspace", "hours_week", "starts_on", "ends_on")
    list_filter = ("kind",)
    search_fields = ("who",)
    ordering = ("kind", "who", "-starts_on")


@admin.register(Metric)
class MetricAdmin(SupportAdmin):
    list_display = ("name", "workspace", "period", "value", "unit")
    list_filter = ("unit",)
    ordering = ("-period", "name", "id")


@admin.register(Report)
class ReportAdmin(SupportAdmin):
    list_display = ("title", "workspace", "kind", "period_start", "period_end", "status")
    list_filter = ("kind", "status")
    ordering = ("-period_end", "kind", "id")


@admin.register(Setting)
class SettingAdmin(SupportAdmin):
    list_display = ("workspace", "sla_warning_hours", "sla_hours", "wip_limit", "forecast_weeks")


@admin.register(Recommendation)
class RecommendationAdmin(SupportAdmin):
    list_display = ("title", "kind", "severity", "status", "workspace", "due_on", "decided_at")
    list_filter = ("status", "severity", "kind")
    ordering = ("-created_at", "-id")

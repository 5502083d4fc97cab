"""Growth rows for platform staff: to look at, inside a support grant."""

from __future__ import annotations

from django.contrib import admin

from cro.models import (
    Experiment,
    ExperimentMetric,
    Hypothesis,
    Metric,
    MetricDefinition,
    Recommendation,
    Segment,
    Setting,
    StepCount,
    Variant,
    WeeklySummary,
)
from kernel.doors.admin.base import SupportAdmin


@admin.register(Segment)
class SegmentAdmin(SupportAdmin):
    list_display = ("name", "workspace", "traffic_share")
    search_fields = ("name",)


@admin.register(MetricDefinition)
class MetricDefinitionAdmin(SupportAdmin):
    list_display = ("name", "workspace", "kind", "better", "guardrail_margin", "unit", "currency")
    list_filter = ("kind", "better")
    search_fields = ("name",)


@admin.register(StepCount)
class StepCountAdmin(SupportAdmin):
    list_display = ("step", "workspace", "date", "segment", "entered", "advanced")
    ordering = ("-date", "position", "id")


@admin.register(Hypothesis)
class HypothesisAdmin(SupportAdmin):
    list_display = ("title", "workspace", "status", "score", "metric", "segment")
    list_filter = ("status",)
    search_fields = ("title",)


@admin.register(Experiment)
class ExperimentAdmin(SupportAdmin):
    list_display = (
        *("name", "workspace", "status", "decision", "metric", "method", "starts_on", "ends_on"),
        *("planned_size", "plan_fixed_at"),
    )
    list_filter = ("status", "decision", "method")
    search_fields = ("name",)
    ordering = ("-starts_on", "name", "id")


@admin.register(ExperimentMetric)
class ExperimentMetricAdmin(SupportAdmin):
    list_display = ("experiment", "metric", "role", "margin")
    list_filter = ("role",)
    ordering = ("experiment", "role", "id")


@admin.register(Variant)
class VariantAdmin(SupportAdmin):
    list_display = ("experiment", "key", "name", "is_control", "weight")
    ordering = ("experiment", "key")


@admin.register(Metric)
class MetricAdmin(SupportAdmin):
    list_display = ("experiment", "variant", "metric", "segment", "date", "units", "conversions")
    ordering = ("-date", "-id")


@admin.register(WeeklySummary)
class WeeklySummaryAdmin(SupportAdmin):
    list_display = ("week_start", "workspace")
    ordering = ("-week_start", "-id")


@admin.register(Setting)
class SettingAdmin(SupportAdmin):
    list_display = ("workspace", "method", "alpha", "power", "longest_weeks", "chance_to_ship")


@admin.register(Recommendation)
class RecommendationAdmin(SupportAdmin):
    list_display = ("title", "kind", "severity", "status", "workspace", "due_on", "decided_at")
    list_filter = ("status", "severity", "kind")
    ordering = ("-created_at", "-id")

"""Marketing rows for platform staff: to look at, inside a support grant."""

from __future__ import annotations

from django.contrib import admin

from cmo.models import (
    Campaign,
    CampaignChannel,
    Funnel,
    FunnelCount,
    FunnelStage,
    MetricsSnapshot,
    Recommendation,
)
from kernel.doors.admin.base import SupportAdmin


@admin.register(Campaign)
class CampaignAdmin(SupportAdmin):
    list_display = ("name", "workspace", "status", "kind", "start", "end", "budget", "currency")
    list_filter = ("status", "kind")
    search_fields = ("name",)


@admin.register(CampaignChannel)
class CampaignChannelAdmin(SupportAdmin):
    list_display = ("channel", "campaign", "kind", "priority", "budget_share")
    list_filter = ("kind",)
    search_fields = ("channel", "campaign__name")


@admin.register(MetricsSnapshot)
class MetricsSnapshotAdmin(SupportAdmin):
    list_display = (
        *("date", "channel", "workspace", "impressions", "clicks", "sessions", "conversions"),
        *("cost", "revenue", "currency", "excluded"),
    )
    list_filter = ("channel", "excluded")
    ordering = ("-date", "channel", "id")


@admin.register(Funnel)
class FunnelAdmin(SupportAdmin):
    list_display = ("name", "workspace", "status", "kind")
    list_filter = ("status", "kind")
    search_fields = ("name",)


@admin.register(FunnelStage)
class FunnelStageAdmin(SupportAdmin):
    list_display = ("name", "funnel", "position", "kind", "target_conversion_rate")
    ordering = ("funnel", "position")


@admin.register(FunnelCount)
class FunnelCountAdmin(SupportAdmin):
    list_display = ("date", "stage", "entered", "advanced")
    ordering = ("-date", "stage", "id")


@admin.register(Recommendation)
class RecommendationAdmin(SupportAdmin):
    list_display = ("title", "kind", "severity", "status", "workspace", "due_on", "decided_at")
    list_filter = ("status", "severity", "kind")
    ordering = ("-created_at", "-id")

"""Marketing rows for platform staff: to look at, inside a support grant."""

from __future__ import annotations

from django.contrib import admin

from cmo.models import (
    BrandProfile,
    CalendarEvent,
    Campaign,
    CampaignChannel,
    ContentAsset,
    ContentVariant,
    Funnel,
    FunnelCount,
    FunnelStage,
    IcpSegment,
    MarketingPlan,
    MetricsSnapshot,
    Offer,
    Recommendation,
    Touchpoint,
    WeeklySummary,
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


@admin.register(BrandProfile)
class BrandProfileAdmin(SupportAdmin):
    list_display = ("name", "workspace", "tagline", "industry", "updated_at")


@admin.register(IcpSegment)
class IcpSegmentAdmin(SupportAdmin):
    list_display = ("name", "workspace", "is_primary", "priority", "company_size")
    search_fields = ("name",)


@admin.register(Offer)
class OfferAdmin(SupportAdmin):
    list_display = ("name", "workspace", "status", "kind", "price_low", "price_high", "currency")
    list_filter = ("status", "kind")
    search_fields = ("name",)


@admin.register(MarketingPlan)
class MarketingPlanAdmin(SupportAdmin):
    list_display = ("name", "workspace", "status", "start", "end", "budget", "currency")
    list_filter = ("status",)
    ordering = ("-start", "-id")


@admin.register(ContentAsset)
class ContentAssetAdmin(SupportAdmin):
    list_display = ("title", "campaign", "kind", "channel", "status", "publish_on")
    list_filter = ("status", "kind")
    search_fields = ("title",)


@admin.register(ContentVariant)
class ContentVariantAdmin(SupportAdmin):
    list_display = ("asset", "label", "subject", "headline", "is_outline", "is_winner")
    ordering = ("asset", "label")


@admin.register(CalendarEvent)
class CalendarEventAdmin(SupportAdmin):
    list_display = ("title", "kind", "starts_at", "ends_at", "channel", "status")
    list_filter = ("status", "kind")
    ordering = ("-starts_at", "-id")


@admin.register(WeeklySummary)
class WeeklySummaryAdmin(SupportAdmin):
    list_display = ("week_start", "workspace", "updated_at")
    ordering = ("-week_start", "-id")


@admin.register(Touchpoint)
class TouchpointAdmin(SupportAdmin):
    list_display = ("at", "channel", "campaign", "converted_at", "value", "currency")
    list_filter = ("channel",)
    ordering = ("-at", "-id")

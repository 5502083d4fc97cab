"""A piece of content: what it is, where it stands, and on which day it goes out."""

from __future__ import annotations

from django.db import models

from cmo.models.campaign import Campaign
from cmo.models.columns import ChannelField, channel_check
from cmo.models.funnel_stage import FunnelStage
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class AssetKind(models.TextChoices):
    EMAIL = "email", "Email"
    SMS = "sms", "SMS"
    SOCIAL_POST = "social_post", "Social post"
    LANDING_PAGE = "landing_page", "Landing page"
    AD = "ad", "Ad"
    ARTICLE = "article", "Article"
    SCRIPT = "script", "Script"


class AssetStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    REVIEW = "review", "In review"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    ARCHIVED = "archived", "Archived"


class ContentAsset(DraftedRow, WorkspaceRow):
    """An asset with its variants.

    While one of these is an outline the database lets it be neither approved nor published
    (`cmo_content_assets_outline`).
    """

    campaign = TenantForeignKey(
        Campaign,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assets",
        db_index=False,
    )
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=AssetKind.choices, default=AssetKind.EMAIL)
    channel = ChannelField()
    stage = TenantForeignKey(
        FunnelStage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assets",
        db_index=False,
        verbose_name="funnel stage",
    )
    key_message = models.TextField(blank=True)
    cta = models.CharField("call to action", max_length=120, blank=True)
    tone = models.CharField(max_length=240, blank=True)
    status = models.CharField(max_length=20, choices=AssetStatus.choices, default=AssetStatus.DRAFT)
    publish_on = models.DateField(null=True, blank=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "cmo_content_assets"
        verbose_name = "content asset"
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "-created_at"], name="cmo_assets_newest"),
            models.Index(fields=["tenant", "workspace", "campaign"], name="cmo_assets_campaign"),
        ]
        constraints = [
            one_of("cmo_content_assets_kind", "kind", AssetKind),
            one_of("cmo_content_assets_status", "status", AssetStatus),
            channel_check("cmo_content_assets_channel"),
        ]

    def __str__(self) -> str:
        return self.title

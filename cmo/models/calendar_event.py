"""Something that marketing does at a time: a launch, a publication, a milestone."""

from __future__ import annotations

from django.db import models

from cmo.models.campaign import Campaign
from cmo.models.columns import ChannelField, channel_or_none_check
from cmo.models.content_asset import ContentAsset
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class EventKind(models.TextChoices):
    LAUNCH = "launch", "Launch"
    PUBLISH = "publish", "Publish"
    SEND = "send", "Send"
    MILESTONE = "milestone", "Milestone"
    EVENT = "event", "Event"
    OTHER = "other", "Other"


class EventStatus(models.TextChoices):
    PLANNED = "planned", "Planned"
    CONFIRMED = "confirmed", "Confirmed"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"


class CalendarEvent(DraftedRow, WorkspaceRow):
    """An entry of the calendar; it goes with its campaign and its asset."""

    campaign = TenantForeignKey(
        Campaign,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="events",
        db_index=False,
    )
    asset = TenantForeignKey(
        ContentAsset,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="events",
        db_index=False,
    )
    kind = models.CharField(max_length=20, choices=EventKind.choices, default=EventKind.EVENT)
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    channel = ChannelField(blank=True)
    status = models.CharField(
        max_length=20, choices=EventStatus.choices, default=EventStatus.PLANNED
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "cmo_calendar_events"
        verbose_name = "calendar event"
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "starts_at"], name="cmo_events_starts"),
            models.Index(fields=["tenant", "workspace", "campaign"], name="cmo_events_campaign"),
            models.Index(fields=["tenant", "workspace", "asset"], name="cmo_events_asset"),
        ]
        constraints = [
            one_of("cmo_calendar_events_kind", "kind", EventKind),
            one_of("cmo_calendar_events_status", "status", EventStatus),
            channel_or_none_check("cmo_calendar_events_channel"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("starts_at"))
                | models.Q(ends_at__isnull=True),
                name="cmo_calendar_events_times",
                violation_error_message="The end lies before the start.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

"""One contact of a person with marketing, under a key that does not say who it is."""

from __future__ import annotations

from django.db import models

from cmo.models.campaign import Campaign
from cmo.models.columns import ChannelField, channel_check, channel_label
from kernel.tenancy.columns import MoneyField, not_negative
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class Touchpoint(WorkspaceRow):
    """A contact at a time. The converting one also says when, and for how much.

    `value` is in minor units of `currency`. `person_key` is a pseudonym, never an address.
    """

    person_key = models.CharField(max_length=64)
    channel = ChannelField()
    campaign = TenantForeignKey(
        Campaign,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="touchpoints",
        db_index=False,
    )
    at = models.DateTimeField()
    converted_at = models.DateTimeField(null=True, blank=True)
    value = MoneyField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "cmo_touchpoints"
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "-at"], name="cmo_touchpoints_newest"),
            models.Index(
                fields=["tenant", "workspace", "campaign"], name="cmo_touchpoints_campaign"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "person_key", "at", "channel"],
                name="cmo_touchpoints_once",
                violation_error_message="This contact of the person is there already.",
            ),
            models.CheckConstraint(
                condition=models.Q(person_key__regex=r"^[^[:space:]@]+$"),
                name="cmo_touchpoints_person",
                violation_error_message=(
                    "Use a key that does not say who the person is, without spaces and @."
                ),
            ),
            channel_check("cmo_touchpoints_channel"),
            not_negative("cmo_touchpoints_amounts", "value"),
            models.CheckConstraint(
                condition=models.Q(converted_at__isnull=True, value__isnull=True, currency="")
                | models.Q(
                    converted_at__isnull=False, value__isnull=False, currency__regex=r"^[A-Z]{3}$"
                ),
                name="cmo_touchpoints_conversion",
                violation_error_message=(
                    "A conversion has a time, a value and a currency; else all three are empty."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(converted_at__gte=models.F("at"))
                | models.Q(converted_at__isnull=True),
                name="cmo_touchpoints_order",
                violation_error_message="The conversion lies before the contact.",
            ),
        ]

    def __str__(self) -> str:
        return f"{channel_label(self.channel)}, {self.at:%Y-%m-%d}"

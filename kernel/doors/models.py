"""What the doors remember: refresh families, first answers, webhook ids that were taken."""

from __future__ import annotations

from django.db import models

from kernel.ids import uuid7
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class RefreshFamily(models.Model):
    """One login's chain of refresh tokens. Tokens stand here as hashes of their ids only.

    On the allow-list: a refresh comes in before anybody is known.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        "kernel.User", models.DO_NOTHING, related_name="+", db_constraint=False
    )
    current = models.CharField(max_length=64, help_text="Hash of the token not used yet.")
    previous = models.CharField(max_length=64, blank=True, help_text="Hash of the one before.")
    rotated_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "refresh_families"

    def __str__(self) -> str:
        return str(self.id)


class IdempotencyKey(WorkspaceRow):
    """The first answer to a POST that named a key, given again to the same request."""

    run = None
    principal = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    content_type = models.CharField(max_length=100, blank=True)
    location = models.CharField(max_length=500, blank=True)
    body = models.BinaryField(default=b"")

    class Meta(WorkspaceRow.Meta):
        db_table = "idempotency_keys"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "principal", "key"], name="idempotency_keys_one"
            )
        ]
        indexes = [models.Index(fields=["tenant", "created_at"], name="idempotency_keys_age")]

    def __str__(self) -> str:
        return self.key


class WebhookReceipt(WorkspaceRow):
    """An event that took effect: stored with the effect, so that a second sending has none."""

    endpoint = TenantForeignKey(
        "kernel.WebhookEndpoint", models.DO_NOTHING, related_name="+", db_index=False
    )
    event_id = models.CharField(max_length=256)
    event_type = models.CharField(max_length=120)

    class Meta(WorkspaceRow.Meta):
        db_table = "webhook_receipts"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "endpoint", "event_id"], name="webhook_receipts_once"
            )
        ]

    def __str__(self) -> str:
        return self.event_id

"""The audit trail's table."""

from __future__ import annotations

from django.db import models

from kernel.ids import uuid7
from kernel.tenancy.rows import TenantForeignKey


class AuditEvent(models.Model):
    """One thing that happened. ``tenant`` is null for events of the platform, staff's to read.

    No scope manager: an event is also written where no tenant is known yet (a refused login).
    Row-level security decides what is read.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = TenantForeignKey(
        "kernel.Tenant", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )
    workspace_id = models.UUIDField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=20)
    principal = models.CharField(max_length=120)
    event = models.CharField(max_length=80)
    subject = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "audit_events"
        indexes = [models.Index(fields=["tenant", "-at"], name="audit_events_newest")]

    def __str__(self) -> str:
        return f"{self.event} {self.subject}".strip()

"""A door for signed events from outside, into one workspace."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kernel.tenancy.rows import WorkspaceRow


class WebhookEndpoint(WorkspaceRow):
    """An address that other systems post to; its secrets are ``whsec_`` texts, newest first."""

    name = models.CharField(max_length=120)
    module_id = models.CharField(max_length=60)
    secrets = ArrayField(models.CharField(max_length=120), size=2)
    old_secret_until = models.DateTimeField(
        null=True, blank=True, help_text="Until then the previous secret still signs."
    )
    active = models.BooleanField(default=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "webhook_endpoints"
        indexes = [
            models.Index(
                fields=["tenant", "workspace", "-created_at"], name="webhook_endpoints_new"
            )
        ]

    def __str__(self) -> str:
        return self.name

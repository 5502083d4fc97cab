"""An invitation: single use, expiring, stored as a hash."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kernel.tenancy.models.users import User
from kernel.tenancy.rows import TenantRow


class Invitation(TenantRow):
    """Written only by the database's ``auth.*`` functions."""

    email = models.EmailField()
    roles = ArrayField(models.CharField(max_length=40))
    viewer_modules = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    workspaces = ArrayField(
        models.UUIDField(), null=True, blank=True, help_text="Null means all of them."
    )
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(
        User, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )

    class Meta(TenantRow.Meta):
        db_table = "invitations"
        indexes = [models.Index(fields=["tenant", "-created_at"], name="invitations_newest")]

    def __str__(self) -> str:
        return self.email

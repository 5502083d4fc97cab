"""A support grant: sixty minutes inside one tenant for a member of staff, with a reason."""

from __future__ import annotations

from django.db import models

from kernel.tenancy.models.users import User
from kernel.tenancy.rows import TenantRow


class SupportGrant(TenantRow):
    """Written only by ``auth.grant_support`` and ``auth.end_support``."""

    user = models.ForeignKey(
        User, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    reason = models.CharField(max_length=500)
    expires_at = models.DateTimeField()

    class Meta(TenantRow.Meta):
        db_table = "support_grants"
        indexes = [
            models.Index(fields=["tenant", "user", "-expires_at"], name="support_grants_live")
        ]

    def __str__(self) -> str:
        return self.reason

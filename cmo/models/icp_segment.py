"""An ideal customer profile: whom the company wants to reach, and why these buy."""

from __future__ import annotations

from django.db import models

from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import ListField
from kernel.tenancy.rows import WorkspaceRow


class IcpSegment(DraftedRow, WorkspaceRow):
    """A segment; `priority` from 0 to 100, 100 being served first. One is the primary one."""

    name = models.CharField(max_length=160)
    description = models.TextField(blank=True)
    company_size = models.CharField(max_length=80, blank=True)
    industries = ListField()
    job_titles = ListField()
    pains = ListField()
    goals = ListField()
    buying_triggers = ListField()
    objections = ListField()
    preferred_channels = ListField()
    is_primary = models.BooleanField("primary", default=False)
    priority = models.PositiveSmallIntegerField(default=50, help_text="0 to 100; 100 comes first.")

    class Meta(WorkspaceRow.Meta):
        db_table = "cmo_icp_segments"
        verbose_name = "customer segment"
        ordering = ["-priority", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name"],
                name="cmo_icp_segments_name",
                violation_error_message="Another segment of this workspace has that name.",
            ),
            models.UniqueConstraint(
                fields=["tenant", "workspace"],
                condition=models.Q(is_primary=True),
                name="cmo_icp_segments_primary",
                violation_error_message="Another segment is the primary one; there is just one.",
            ),
            models.CheckConstraint(
                condition=models.Q(priority__gte=0, priority__lte=100),
                name="cmo_icp_segments_priority",
                violation_error_message="Give a priority from 0 to 100.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

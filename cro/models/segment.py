"""A part of the people who are tested on."""

from __future__ import annotations

from django.db import models

from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import FractionField, fraction_check
from kernel.tenancy.rows import WorkspaceRow


class Segment(DraftedRow, WorkspaceRow):
    """People who share something that is known before they see a test; its share is 0..1."""

    name = models.CharField(max_length=120)
    definition = models.TextField(blank=True, help_text="Who belongs to it, as your tool asks it.")
    traffic_share = FractionField("share of traffic", null=True, blank=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "cro_segments"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name"],
                name="cro_segments_name",
                violation_error_message="Another segment of this workspace has that name.",
            ),
            fraction_check("cro_segments_share", "traffic_share"),
        ]

    def __str__(self) -> str:
        return self.name

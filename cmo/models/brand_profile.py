"""The brand: who the company is, how it speaks and what it promises."""

from __future__ import annotations

from django.db import models

from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import ListField
from kernel.tenancy.rows import WorkspaceRow


class BrandProfile(DraftedRow, WorkspaceRow):
    """The one profile of a workspace.

    `passages` holds, by field name, the words that the field was taken from.
    """

    name = models.CharField(max_length=160)
    tagline = models.CharField(max_length=240, blank=True)
    mission = models.TextField(blank=True)
    voice = models.TextField(blank=True, help_text="How the brand speaks, whatever the subject.")
    tone = models.CharField(max_length=240, blank=True, help_text="How it sounds: warm, dry, calm.")
    values = ListField()
    website = models.CharField(max_length=240, blank=True)
    industry = models.CharField(max_length=160, blank=True)
    competitors = ListField()
    value_proposition = models.TextField(blank=True)
    differentiators = ListField()
    messaging_pillars = ListField()
    passages = models.JSONField(default=dict, blank=True, editable=False)

    class Meta(WorkspaceRow.Meta):
        db_table = "cmo_brand_profiles"
        verbose_name = "brand profile"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace"],
                name="cmo_brand_profiles_one",
                violation_error_message="This workspace has its brand profile already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

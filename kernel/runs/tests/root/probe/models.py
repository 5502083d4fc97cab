"""The probe's tables."""

from __future__ import annotations

from django.db import models

from kernel.decisions.recommendation import Recommendation
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.rows import WorkspaceRow


class ProbeNote(DraftedRow, WorkspaceRow):
    """A total that was kept."""

    text = models.CharField(max_length=200)
    total = models.BigIntegerField()

    class Meta(WorkspaceRow.Meta):
        app_label = "probe"
        db_table = "probe_notes"

    def __str__(self) -> str:
        return self.text


class ProbeRecommendation(Recommendation):
    """What the probe proposes."""

    class Meta(Recommendation.Meta):
        app_label = "probe"
        db_table = "probe_recommendations"

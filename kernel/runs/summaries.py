"""The shape of a week's summary; each module has a concrete table of its own over this base."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from kernel.formats import day
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.rows import WorkspaceRow


class WeeklySummary(DraftedRow, WorkspaceRow):
    """A week's summary; `week_start` is the workspace's first day of the week.

    `facts` is a FactBook as JSON. Texts refer to its figures as `{fact:key}`.
    """

    week_start = models.DateField()
    totals = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    facts = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)
    wins = ArrayField(models.TextField(), default=list, blank=True)
    problems = ArrayField(models.TextField(), default=list, blank=True)
    priorities = ArrayField(models.TextField(), default=list, blank=True)
    narrative = models.TextField(blank=True)

    class Meta(WorkspaceRow.Meta):
        abstract = True
        verbose_name = "weekly summary"
        verbose_name_plural = "weekly summaries"
        ordering = ["-week_start"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "week_start"],
                name="%(app_label)s_weekly_summaries_week",
                violation_error_message="This week has its summary already.",
            ),
        ]

    def __str__(self) -> str:
        return f"Week of {day(self.week_start)}"

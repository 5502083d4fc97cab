"""How many hours a week a person or a team has."""

from __future__ import annotations

from django.db import models

from coo.models.columns import HoursField, not_before
from kernel.tenancy.columns import one_of
from kernel.tenancy.rows import WorkspaceRow

HOURS_OF_A_WEEK = 168


class CapacityKind(models.TextChoices):
    PERSON = "person", "Person"
    TEAM = "team", "Team"


class Capacity(WorkspaceRow):
    """Hours a week of `who` from `starts_on` to `ends_on`, both included (none: open).

    The times of one person or team do not overlap, which the database holds
    (`coo_capacity_overlap`). A person has at most the hours of a week.
    """

    who = models.CharField(max_length=160, help_text="As tasks name their assignee or team.")
    kind = models.CharField(
        max_length=10, choices=CapacityKind.choices, default=CapacityKind.PERSON
    )
    hours_week = HoursField("hours a week")
    starts_on = models.DateField("from")
    ends_on = models.DateField("to", null=True, blank=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "coo_capacity"
        verbose_name = "capacity"
        verbose_name_plural = "capacity"
        ordering = ["kind", "who", "-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "kind", "who", "starts_on"],
                name="coo_capacity_once",
                violation_error_message="The capacity from that day on is there already.",
            ),
            one_of("coo_capacity_kind", "kind", CapacityKind),
            models.CheckConstraint(
                condition=models.Q(who__regex=r"[^[:space:]]"),
                name="coo_capacity_who",
                violation_error_message="Say whose capacity it is.",
            ),
            models.CheckConstraint(
                condition=models.Q(hours_week__gte=0)
                & (models.Q(hours_week__lte=HOURS_OF_A_WEEK) | models.Q(kind=CapacityKind.TEAM)),
                name="coo_capacity_hours",
                violation_error_message=f"A person has 0 to {HOURS_OF_A_WEEK} hours a week.",
            ),
            not_before(
                "coo_capacity_days",
                "ends_on",
                "starts_on",
                "The last day lies before the first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}, from {self.starts_on.isoformat()}"

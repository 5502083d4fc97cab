"""Minutes in which a service was down on a day."""

from __future__ import annotations

from django.db import models

from kernel.tenancy.rows import WorkspaceRow


class Outage(WorkspaceRow):
    """A service's day: how many of its minutes it was down, 1 to 1440."""

    service = models.CharField(max_length=80)
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()

    class Meta(WorkspaceRow.Meta):
        db_table = "cto_outages"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "service", "day"],
                name="cto_outages_day",
                violation_error_message="This day of the service is there already.",
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=1440),
                name="cto_outages_minutes",
                violation_error_message="A day has 1 to 1440 minutes of outage.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.day.isoformat()}"

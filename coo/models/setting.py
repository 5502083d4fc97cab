"""What a workspace decides about its operations."""

from __future__ import annotations

from django.db import models

from coo.models.columns import HoursField
from kernel.tenancy.rows import WorkspaceRow

LONGEST_OUTLOOK = 52


class Setting(WorkspaceRow):
    """The one row of a workspace.

    Who has less than `sla_warning_hours` working hours left of what was promised is told of.
    `sla_hours` is promised where neither a due date nor a workflow says when; without it nothing
    is. `wip_limit` is how many tasks may be in work at once; without it any number.
    """

    sla_warning_hours = HoursField(
        "warn before a breach", default=8, help_text="Working hours left when a case is at risk."
    )
    sla_hours = HoursField(
        "promised within",
        null=True,
        blank=True,
        help_text="Working hours, where a workflow says nothing; none: nothing is promised.",
    )
    wip_limit = models.PositiveIntegerField(
        "tasks in work at once", null=True, blank=True, help_text="None: as many as there are."
    )
    forecast_weeks = models.PositiveSmallIntegerField(
        "forecast weeks",
        default=12,
        help_text=f"How far finish dates are looked for, 1 to {LONGEST_OUTLOOK}.",
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "coo_settings"
        verbose_name = "operations setting"
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace"],
                name="coo_settings_one",
                violation_error_message="This workspace has its operations settings already.",
            ),
            models.CheckConstraint(
                condition=models.Q(sla_warning_hours__gte=0),
                name="coo_settings_warning",
                violation_error_message="Give 0 hours or more.",
            ),
            models.CheckConstraint(
                condition=models.Q(sla_hours__gt=0) | models.Q(sla_hours__isnull=True),
                name="coo_settings_promise",
                violation_error_message="Promise more than 0 hours, or leave the promise empty.",
            ),
            models.CheckConstraint(
                condition=models.Q(wip_limit__gte=1) | models.Q(wip_limit__isnull=True),
                name="coo_settings_wip",
                violation_error_message="Allow at least 1 task, or leave the limit empty.",
            ),
            models.CheckConstraint(
                condition=models.Q(forecast_weeks__gte=1, forecast_weeks__lte=LONGEST_OUTLOOK),
                name="coo_settings_outlook",
                violation_error_message=f"Give 1 to {LONGEST_OUTLOOK} weeks.",
            ),
        ]

    def __str__(self) -> str:
        return "Operations settings"

"""How a piece of work is done: steps, who does them, and what each waits for."""

from __future__ import annotations

from django.db import models

from coo.models.columns import HoursField
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import one_of
from kernel.tenancy.rows import WorkspaceRow

MOST_STEPS = 5000


class WorkflowStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    ACTIVE = "active", "Active"
    RETIRED = "retired", "Retired"


class Workflow(DraftedRow, WorkspaceRow):
    """A version of a workflow.

    `steps` is a list of `{key, name, role, optimistic, likely, pessimistic, depends_on}`: three
    estimates in working hours, rising, and the keys of the steps that come before. The database
    holds their shape (`coo_workflows_steps`); that they go round in no circle is held by `clean`
    of the form, the API and the import. Steps and promise of a version that was active stay as
    they were (`coo_workflows_version_stays`): a change is a new version. One version of a name is
    active at most.
    """

    name = models.CharField(max_length=160)
    version = models.PositiveIntegerField(default=1)
    description = models.TextField(blank=True)
    steps = models.JSONField(default=list, blank=True)
    sla_hours = HoursField(
        "promised within",
        null=True,
        blank=True,
        help_text="Working hours from start to finish; none: nothing is promised.",
    )
    status = models.CharField(
        max_length=10, choices=WorkflowStatus.choices, default=WorkflowStatus.DRAFT
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "coo_workflows"
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name", "version"],
                name="coo_workflows_version",
                violation_error_message="This workflow has that version already.",
            ),
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name"],
                condition=models.Q(status=WorkflowStatus.ACTIVE),
                name="coo_workflows_active",
                violation_error_message=(
                    "Another version of this workflow is active; retire it first."
                ),
            ),
            one_of("coo_workflows_status", "status", WorkflowStatus),
            models.CheckConstraint(
                condition=models.Q(version__gte=1),
                name="coo_workflows_first_version",
                violation_error_message="Versions begin with 1.",
            ),
            models.CheckConstraint(
                condition=models.Q(sla_hours__gt=0) | models.Q(sla_hours__isnull=True),
                name="coo_workflows_promise",
                violation_error_message="Promise more than 0 hours, or leave the promise empty.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"

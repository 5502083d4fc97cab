"""What a period was like, in figures and in words that refer to them."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from coo.models.columns import not_before
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import one_of
from kernel.tenancy.rows import WorkspaceRow


class ReportKind(models.TextChoices):
    WEEKLY_OPS = "weekly_ops", "Week of operations"
    PROCESS = "process", "Processes"
    DELIVERY = "delivery", "Delivery"


class ReportStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    FINAL = "final", "Final"


class Report(DraftedRow, WorkspaceRow):
    """A report from `period_start` to `period_end`, both included.

    `figures` is a FactBook as JSON; `narrative` refers to it as `{fact:key}`; `body` holds the
    report's rows. A final report stays as it is until it is reopened, which the database holds
    (`coo_reports_final`).
    """

    kind = models.CharField(max_length=20, choices=ReportKind.choices)
    period_start = models.DateField("from")
    period_end = models.DateField("to")
    title = models.CharField(max_length=200)
    figures = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)
    body = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)
    narrative = models.TextField(blank=True)
    status = models.CharField(
        max_length=10, choices=ReportStatus.choices, default=ReportStatus.DRAFT
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "coo_reports"
        ordering = ["-period_end", "kind"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "-period_end"], name="coo_reports_newest")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "kind", "period_start", "period_end"],
                name="coo_reports_once",
                violation_error_message="This report of the period is there already.",
            ),
            one_of("coo_reports_kind", "kind", ReportKind),
            one_of("coo_reports_status", "status", ReportStatus),
            not_before(
                "coo_reports_period",
                "period_end",
                "period_start",
                "The end lies before the start.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

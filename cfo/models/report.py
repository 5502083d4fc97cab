"""A statement of a period, in figures and in words that refer to them."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import CurrencyField, currency_check, one_of
from kernel.tenancy.rows import WorkspaceRow


class ReportKind(models.TextChoices):
    PNL = "pnl", "Profit and loss"
    CASH_FLOW = "cash_flow", "Cash flow"
    BUDGET_VARIANCE = "budget_variance", "Budget against actual"
    BOARD = "board", "Board"


class ReportStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    FINAL = "final", "Final"


class Report(DraftedRow, WorkspaceRow):
    """A statement on a cash basis, from `period_start` to `period_end`, both included.

    `figures` is a FactBook as JSON; `narrative` refers to it as `{fact:key}`; `body` holds the
    statement's rows. A final report stays as it is until it is reopened, which the database holds
    (`cfo_reports_final`).
    """

    kind = models.CharField(max_length=20, choices=ReportKind.choices)
    period_start = models.DateField("from")
    period_end = models.DateField("to")
    currency = CurrencyField()
    title = models.CharField(max_length=200)
    figures = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)
    body = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)
    narrative = models.TextField(blank=True)
    status = models.CharField(
        max_length=10, choices=ReportStatus.choices, default=ReportStatus.DRAFT
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "cfo_reports"
        ordering = ["-period_end", "kind", "currency"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "-period_end"], name="cfo_reports_newest")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "kind", "period_start", "period_end", "currency"],
                name="cfo_reports_once",
                violation_error_message="This report of the period and currency is there already.",
            ),
            one_of("cfo_reports_kind", "kind", ReportKind),
            one_of("cfo_reports_status", "status", ReportStatus),
            currency_check("cfo_reports_currency"),
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="cfo_reports_period",
                violation_error_message="The end lies before the start.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

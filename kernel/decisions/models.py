"""The record of every decision, and what each person was told."""

from __future__ import annotations

from django.db import models

from kernel.tenancy.rows import WorkspaceRow


class Decision(models.TextChoices):
    APPROVED = "approved", "Approved, a second person follows"
    APPLIED = "applied", "Approved and applied"
    REJECTED = "rejected", "Rejected"
    UNDONE = "undone", "Undone"
    SNOOZED = "snoozed", "Snoozed"
    EXPIRED = "expired", "Expired"


class DecisionRecord(WorkspaceRow):
    """One decision on one recommendation. Append-only; ``created_by`` decided, ``before`` and
    ``after`` are the images of what it changed."""

    module = models.CharField(max_length=60)
    table = models.CharField(max_length=63)
    recommendation = models.UUIDField()
    title = models.CharField(max_length=300)
    decision = models.CharField(max_length=20, choices=Decision.choices)
    note = models.TextField(blank=True)
    action_kind = models.CharField(max_length=80)
    action_hash = models.CharField(max_length=64)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)

    class Meta(WorkspaceRow.Meta):
        db_table = "decision_records"
        indexes = [
            models.Index(
                fields=["tenant", "workspace", "-created_at"], name="decision_records_newest"
            ),
            models.Index(
                fields=["tenant", "workspace", "recommendation"], name="decision_records_subject"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision__in=Decision.values), name="decision_records_decision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.title}"


class NotificationKind(models.TextChoices):
    PROPOSAL = "proposal", "Proposal"
    DECISION = "decision", "Decision"
    RUN = "run", "Agent run"
    DATA = "data", "Data"


class NotificationSeverity(models.TextChoices):
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"
    CRITICAL = "critical", "Critical"


class Notification(WorkspaceRow):
    """A line for one person, who alone reads it. ``module`` is empty for the house's own."""

    user = models.ForeignKey(
        "kernel.User", models.DO_NOTHING, related_name="+", db_constraint=False
    )
    module = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=NotificationKind.choices)
    severity = models.CharField(
        max_length=10, choices=NotificationSeverity.choices, default=NotificationSeverity.LOW
    )
    subject = models.CharField(
        max_length=200, help_text="What it is about; one line a person, kind and subject."
    )
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    facts = models.JSONField(default=list, help_text="The figures that title and body refer to.")
    url = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "notifications"
        indexes = [
            models.Index(
                fields=["tenant", "workspace", "user", "-created_at"], name="notifications_newest"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "user", "kind", "subject"],
                name="notifications_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=NotificationKind.values), name="notifications_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(severity__in=NotificationSeverity.values),
                name="notifications_severity",
            ),
        ]

    def __str__(self) -> str:
        return self.title

"""What was done in a process, when and by whom: a line of an event log."""

from __future__ import annotations

from django.db import models

from coo.models.process import Process
from kernel.tenancy.columns import one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class Lifecycle(models.TextChoices):
    START = "start", "Start"
    COMPLETE = "complete", "Complete"


class ProcessEvent(WorkspaceRow):
    """An event; `position` orders events of one moment, `source_key` is a hash of its source.

    The same event of the same log has the same `source_key`, so that a log read twice is stored
    once. Events written by hand have none.
    """

    process = TenantForeignKey(Process, models.CASCADE, related_name="events", db_index=False)
    activity = models.CharField(max_length=160)
    resource = models.CharField("by", max_length=160, blank=True)
    at = models.DateTimeField()
    lifecycle = models.CharField(
        max_length=10, choices=Lifecycle.choices, default=Lifecycle.COMPLETE
    )
    position = models.PositiveIntegerField(default=0)
    source_key = models.CharField(max_length=64, blank=True, editable=False)

    class Meta(WorkspaceRow.Meta):
        db_table = "coo_process_events"
        verbose_name = "event"
        ordering = ["process", "at", "position", "id"]
        indexes = [
            models.Index(
                fields=["tenant", "workspace", "process", "at", "position"],
                name="coo_events_in_order",
            ),
            models.Index(
                fields=["tenant", "workspace", "activity", "at"], name="coo_events_activity"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "source_key"],
                condition=~models.Q(source_key=""),
                name="coo_process_events_once",
                violation_error_message="This event is there already.",
            ),
            one_of("coo_process_events_lifecycle", "lifecycle", Lifecycle),
            models.CheckConstraint(
                condition=models.Q(activity__regex=r"[^[:space:]]"),
                name="coo_process_events_activity",
                violation_error_message="Say what was done.",
            ),
        ]

    def __str__(self) -> str:
        return self.activity

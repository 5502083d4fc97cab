"""One instance of a workflow: an order, a claim, a case."""

from __future__ import annotations

from typing import Any

from django.db import models

from coo.models.columns import not_before
from coo.models.workflow import Workflow
from kernel.tenancy.clock import now
from kernel.tenancy.columns import one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class ProcessStatus(models.TextChoices):
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"


class Process(WorkspaceRow):
    """A case; `key` is its number in the system that it came from.

    A process that is done has the time at which it was, and one that runs has none. The database
    fills that time where a status alone is changed (`coo_processes_finished`).
    """

    workflow = TenantForeignKey(
        Workflow,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="processes",
        db_index=False,
    )
    key = models.CharField("case", max_length=120)
    subject = models.CharField(max_length=200, blank=True)
    status = models.CharField(
        max_length=10, choices=ProcessStatus.choices, default=ProcessStatus.RUNNING
    )
    started_at = models.DateTimeField("started", default=now)
    due_at = models.DateTimeField("due", null=True, blank=True)
    finished_at = models.DateTimeField("finished", null=True, blank=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "coo_processes"
        verbose_name_plural = "processes"
        ordering = ["-started_at", "-id"]
        indexes = [
            models.Index(
                fields=["tenant", "workspace", "-started_at", "-id"], name="coo_processes_newest"
            ),
            models.Index(
                fields=["tenant", "workspace", "workflow", "started_at"],
                name="coo_processes_workflow",
            ),
            models.Index(
                fields=["tenant", "workspace", "due_at"],
                condition=models.Q(status=ProcessStatus.RUNNING),
                name="coo_processes_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "key"],
                name="coo_processes_key",
                violation_error_message="Another process is that case already.",
            ),
            one_of("coo_processes_status", "status", ProcessStatus),
            not_before(
                "coo_processes_times",
                "finished_at",
                "started_at",
                "It was finished before it was started: change one of the two times.",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it, and take up the time that the database filled."""
        super().save(*args, **kwargs)
        finished = self.finished_at is not None
        if (self.status == ProcessStatus.DONE and not finished) or (
            self.status == ProcessStatus.RUNNING and finished
        ):
            self.refresh_from_db(fields=["finished_at"])

"""A piece of work that somebody asked for."""

from __future__ import annotations

from typing import Any

from django.db import models

from coo.models.columns import HoursField, not_before
from coo.models.process import Process
from kernel.tenancy.clock import now
from kernel.tenancy.columns import not_negative, one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class TaskStatus(models.TextChoices):
    TODO = "todo", "To do"
    DOING = "doing", "Doing"
    BLOCKED = "blocked", "Blocked"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"


OPEN = (TaskStatus.TODO, TaskStatus.DOING, TaskStatus.BLOCKED)
CLOSED = (TaskStatus.DONE, TaskStatus.CANCELLED)
BEGUN = (TaskStatus.DOING, TaskStatus.BLOCKED)
"""What is in work, going on or standing still."""


class TaskPriority(models.TextChoices):
    LOW = "low", "Low"
    NORMAL = "normal", "Normal"
    HIGH = "high", "High"
    URGENT = "urgent", "Urgent"


class Task(WorkspaceRow):
    """A task; `key` is its number in the system that it came from, `step` that of its workflow.

    `opened_at` is when it was asked for, `finished_at` when it was done or cancelled. A closed
    task has that time and an open one has none; where a status alone is changed, the database
    fills the times by the tenant's clock (`coo_tasks_times`). Each change of status is written to
    `transitions` by the database too.
    """

    process = TenantForeignKey(
        Process, models.SET_NULL, null=True, blank=True, related_name="tasks", db_index=False
    )
    step = models.CharField(max_length=60, blank=True)
    key = models.CharField("number", max_length=120, blank=True)
    title = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=TaskStatus.choices, default=TaskStatus.TODO)
    assignee = models.CharField(max_length=160, blank=True)
    assignee_user = models.ForeignKey(
        "kernel.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        verbose_name="assignee's account",
    )
    team = models.CharField(max_length=120, blank=True)
    priority = models.CharField(
        max_length=10, choices=TaskPriority.choices, default=TaskPriority.NORMAL
    )
    estimate_hours = HoursField("estimate", null=True, blank=True, help_text="In working hours.")
    due_at = models.DateTimeField("due", null=True, blank=True)
    opened_at = models.DateTimeField("opened", default=now)
    started_at = models.DateTimeField("started", null=True, blank=True)
    finished_at = models.DateTimeField("finished", null=True, blank=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "coo_tasks"
        ordering = ["-opened_at", "-id"]
        indexes = [
            models.Index(
                fields=["tenant", "workspace", "-opened_at", "-id"], name="coo_tasks_newest"
            ),
            models.Index(fields=["tenant", "workspace", "status", "due_at"], name="coo_tasks_due"),
            models.Index(
                fields=["tenant", "workspace", "process"],
                condition=models.Q(process__isnull=False),
                name="coo_tasks_process",
            ),
            models.Index(
                fields=["tenant", "workspace", "finished_at"],
                condition=models.Q(finished_at__isnull=False),
                name="coo_tasks_finished",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "key"],
                condition=~models.Q(key=""),
                name="coo_tasks_key",
                violation_error_message="Another task has that number already.",
            ),
            one_of("coo_tasks_status", "status", TaskStatus),
            one_of("coo_tasks_priority", "priority", TaskPriority),
            not_negative("coo_tasks_estimate", "estimate_hours"),
            not_before(
                "coo_tasks_started",
                "started_at",
                "opened_at",
                "It was started before it was opened: change one of the two times.",
            ),
            not_before(
                "coo_tasks_finished_after_start",
                "finished_at",
                "started_at",
                "It was finished before it was started: change one of the two times.",
            ),
            not_before(
                "coo_tasks_finished_after_opening",
                "finished_at",
                "opened_at",
                "It was finished before it was opened: change one of the two times.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it, and take up the times that the database filled."""
        super().save(*args, **kwargs)
        closed = self.status in CLOSED
        if closed is (self.finished_at is None) or (
            self.status in BEGUN and self.started_at is None
        ):
            self.refresh_from_db(fields=["started_at", "finished_at"])

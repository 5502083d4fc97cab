"""A change of a task's status: when it was made, and by whom."""

from __future__ import annotations

from django.db import models

from coo.models.task import Task, TaskStatus
from kernel.tenancy.columns import one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class TaskTransition(WorkspaceRow):
    """The `position`-th change of a task's status, from 1; the first one has no `from_status`.

    The database writes it, whatever changed the task (`coo_tasks_history`), and nobody changes it
    or takes it away; it goes with its task. A task that comes in with a past gets its history from
    its own times, or brings it along (`coo.services.bring_history`).
    """

    task = TenantForeignKey(Task, models.DO_NOTHING, related_name="transitions", db_index=False)
    position = models.PositiveIntegerField()
    from_status = models.CharField("from", max_length=10, choices=TaskStatus.choices, blank=True)
    to_status = models.CharField("to", max_length=10, choices=TaskStatus.choices)
    at = models.DateTimeField()
    actor = models.CharField("by", max_length=254, blank=True)
    actor_user = models.ForeignKey(
        "kernel.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        verbose_name="account",
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "coo_task_transitions"
        verbose_name = "change of status"
        verbose_name_plural = "changes of status"
        ordering = ["-at", "task", "-position"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "-at"], name="coo_transitions_newest")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "task", "position"],
                name="coo_task_transitions_order",
                violation_error_message="This task has a change of that position already.",
            ),
            models.CheckConstraint(
                condition=models.Q(from_status__in=["", *TaskStatus.values]),
                name="coo_task_transitions_from",
                violation_error_message="Choose a status of tasks, or none for the first change.",
            ),
            one_of("coo_task_transitions_to", "to_status", TaskStatus),
            models.CheckConstraint(
                condition=~models.Q(from_status=models.F("to_status")),
                name="coo_task_transitions_change",
                violation_error_message="A change leads from one status to another.",
            ),
            models.CheckConstraint(
                condition=models.Q(from_status="", position=1)
                | (~models.Q(from_status="") & models.Q(position__gt=1)),
                name="coo_task_transitions_first",
                violation_error_message="The first change of a task, and no other, has no origin.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_status_display() or 'New'} → {self.get_to_status_display()}"

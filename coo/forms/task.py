"""The form of tasks."""

from __future__ import annotations

from coo.models import Task
from kernel.resources.forms import ResourceForm


class TaskForm(ResourceForm):
    class Meta:
        model = Task
        fields = (
            "title", "status", "priority", "assignee", "assignee_user", "team", "process", "step",
            "key", "estimate_hours", "due_at", "opened_at", "started_at", "finished_at",
        )  # fmt: skip

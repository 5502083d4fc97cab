"""Tasks as JSON."""

from __future__ import annotations

from coo.models import Task
from kernel.resources.api import ResourceSerializer


class TaskSerializer(ResourceSerializer):
    class Meta:
        model = Task
        fields = (
            "title", "status", "process", "step", "key", "assignee", "assignee_user", "team",
            "priority", "estimate_hours", "due_at", "opened_at", "started_at", "finished_at",
        )  # fmt: skip

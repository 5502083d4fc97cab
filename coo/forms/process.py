"""The form of processes."""

from __future__ import annotations

from coo.models import Process
from kernel.resources.forms import ResourceForm


class ProcessForm(ResourceForm):
    class Meta:
        model = Process
        fields = (
            "key", "subject", "workflow", "status", "started_at", "due_at", "finished_at",
        )  # fmt: skip

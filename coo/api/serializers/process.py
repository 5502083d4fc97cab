"""Processes as JSON."""

from __future__ import annotations

from coo.models import Process
from kernel.resources.api import ResourceSerializer


class ProcessSerializer(ResourceSerializer):
    class Meta:
        model = Process
        fields = (
            "workflow", "key", "subject", "status", "started_at", "due_at", "finished_at",
        )  # fmt: skip

"""Events of processes as JSON."""

from __future__ import annotations

from coo.models import ProcessEvent
from kernel.resources.api import ResourceSerializer


class ProcessEventSerializer(ResourceSerializer):
    class Meta:
        model = ProcessEvent
        fields = (
            "process", "activity", "resource", "at", "lifecycle", "position", "source_key",
        )  # fmt: skip
        read_only_fields = ("source_key",)

"""The form of events of processes."""

from __future__ import annotations

from coo.models import ProcessEvent
from kernel.resources.forms import ResourceForm


class ProcessEventForm(ResourceForm):
    class Meta:
        model = ProcessEvent
        fields = ("process", "activity", "at", "lifecycle", "resource", "position")

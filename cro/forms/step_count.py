"""The form of step counts."""

from __future__ import annotations

from cro.models import StepCount
from kernel.resources.forms import ResourceForm


class StepCountForm(ResourceForm):
    class Meta:
        model = StepCount
        fields = ("step", "position", "date", "segment", "entered", "advanced")

"""Step counts as JSON."""

from __future__ import annotations

from cro.models import StepCount
from kernel.resources.api import ResourceSerializer


class StepCountSerializer(ResourceSerializer):
    class Meta:
        model = StepCount
        fields = ("step", "position", "date", "segment", "entered", "advanced")

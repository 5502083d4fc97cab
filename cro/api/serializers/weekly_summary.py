"""Weekly summaries as JSON."""

from __future__ import annotations

from cro.models import WeeklySummary
from kernel.resources.api import ResourceSerializer


class WeeklySummarySerializer(ResourceSerializer):
    class Meta:
        model = WeeklySummary
        fields = ("week_start", "totals", "facts", "wins", "problems", "priorities", "narrative")
        read_only_fields = fields

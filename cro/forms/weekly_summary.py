"""The form of weekly summaries: their texts; the figures are computed."""

from __future__ import annotations

from cro.models import WeeklySummary
from kernel.resources.forms import ResourceForm


class WeeklySummaryForm(ResourceForm):
    class Meta:
        model = WeeklySummary
        fields = ("narrative", "wins", "problems", "priorities")
        help_texts = {
            "narrative": "Leave {fact:…} where its figure belongs. An edited summary is not "
            "written again.",
        }

"""What a week of experiments brought, in figures and in words that refer to them."""

from __future__ import annotations

from kernel.runs.summaries import WeeklySummary as SharedSummary


class WeeklySummary(SharedSummary):
    """A week's summary of the programme; its shape is the kernel's."""

    class Meta(SharedSummary.Meta):
        db_table = "cro_weekly_summaries"

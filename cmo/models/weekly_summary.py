"""What a week brought, in figures and in words that refer to them."""

from __future__ import annotations

from kernel.runs.summaries import WeeklySummary as SharedSummary


class WeeklySummary(SharedSummary):
    """A week's summary of marketing; its shape is the kernel's."""

    class Meta(SharedSummary.Meta):
        db_table = "cmo_weekly_summaries"

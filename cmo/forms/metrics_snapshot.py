"""The form of daily metrics."""

from __future__ import annotations

from cmo.models import MetricsSnapshot
from kernel.resources.forms import CurrencyForm


class MetricsSnapshotForm(CurrencyForm):
    class Meta:
        model = MetricsSnapshot
        fields = (
            "date",
            "channel",
            "campaign",
            "impressions",
            "clicks",
            "sessions",
            "conversions",
            "cost",
            "revenue",
            "currency",
            "excluded",
            "exclusion_reason",
        )

"""The form of daily metrics."""

from __future__ import annotations

from cmo.forms.currency import CurrencyForm
from cmo.models import MetricsSnapshot


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

"""Daily metrics as JSON."""

from __future__ import annotations

from cmo.models import MetricsSnapshot
from kernel.resources.api import ResourceSerializer


class MetricsSnapshotSerializer(ResourceSerializer):
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

"""Reports as JSON."""

from __future__ import annotations

from cfo.models import Report
from kernel.resources.api import ResourceSerializer


class ReportSerializer(ResourceSerializer):
    class Meta:
        model = Report
        fields = (
            "kind",
            "period_start",
            "period_end",
            "currency",
            "title",
            "figures",
            "body",
            "narrative",
            "status",
        )
        read_only_fields = tuple(name for name in fields if name not in ("title", "narrative"))

"""Reports as JSON."""

from __future__ import annotations

from coo.models import Report
from kernel.resources.api import ResourceSerializer


class ReportSerializer(ResourceSerializer):
    class Meta:
        model = Report
        fields = (
            "kind", "period_start", "period_end", "title", "figures", "body", "narrative",
            "status",
        )  # fmt: skip
        read_only_fields = tuple(name for name in fields if name not in ("title", "narrative"))

"""Columns and filters of customer segments."""

from __future__ import annotations

from cmo.models import IcpSegment
from kernel.resources.columns import NumberColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class IcpSegmentTable(ResourceTable):
    priority = NumberColumn()

    class Meta(ResourceTable.Meta):
        model = IcpSegment
        fields = ("name", "is_primary", "priority", "company_size", "preferred_channels")
        order_by = ("-priority",)

    def sub(self, record: IcpSegment) -> str:
        """Who they are."""
        return record.description


class IcpSegmentFilters(ResourceFilters):
    class Meta:
        model = IcpSegment
        fields = {"is_primary": ["exact"], "priority": ["gte", "lte"]}

"""Columns and filters of the outages."""

from __future__ import annotations

from cto.models import Outage

from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class OutageTable(ResourceTable):
    class Meta(ResourceTable.Meta):
        model = Outage
        fields = ("day", "service", "minutes")
        order_by = ("-day",)


class OutageFilters(ResourceFilters):
    class Meta:
        model = Outage
        fields = {"service": ["exact"], "day": ["gte", "lte"]}

"""Columns and filters of segments."""

from __future__ import annotations

from cro.models import Segment
from kernel.resources.columns import PercentColumn, TextColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class SegmentTable(ResourceTable):
    name = TextColumn()
    definition = TextColumn(missing="not said", orderable=False)
    traffic_share = PercentColumn(verbose_name="share of traffic", missing="not known")

    class Meta(ResourceTable.Meta):
        model = Segment
        fields = ("name", "definition", "traffic_share")
        order_by = ("name",)


class SegmentFilters(ResourceFilters):
    class Meta:
        model = Segment
        fields = {"traffic_share": ["gte", "lte"]}

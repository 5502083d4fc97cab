"""Columns and filters of content assets."""

from __future__ import annotations

from cmo.models import ContentAsset
from cmo.tables.columns import ChannelColumn
from kernel.resources.columns import DayColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class ContentAssetTable(ResourceTable):
    channel = ChannelColumn()
    publish_on = DayColumn(missing="no day")

    class Meta(ResourceTable.Meta):
        model = ContentAsset
        fields = ("title", "status", "kind", "channel", "campaign", "publish_on")
        order_by = ("publish_on", "title")

    def sub(self, record: ContentAsset) -> str:
        """What it says."""
        return record.key_message


class ContentAssetFilters(ResourceFilters):
    class Meta:
        model = ContentAsset
        fields = {
            "status": ["exact"],
            "kind": ["exact"],
            "channel": ["exact"],
            "campaign": ["exact"],
            "stage": ["exact"],
            "publish_on": ["gte", "lte"],
        }

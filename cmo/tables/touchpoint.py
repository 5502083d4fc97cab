"""Columns and filters of touchpoints."""

from __future__ import annotations

from cmo.models import Touchpoint
from cmo.tables.columns import ChannelColumn
from kernel.resources.columns import MomentColumn, MoneyColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class TouchpointTable(ResourceTable):
    channel = ChannelColumn()
    converted_at = MomentColumn(missing="no conversion")
    value = MoneyColumn(missing="no value")

    class Meta(ResourceTable.Meta):
        model = Touchpoint
        fields = ("person_key", "channel", "campaign", "at", "converted_at", "value")
        order_by = ("-at",)


class TouchpointFilters(ResourceFilters):
    class Meta:
        model = Touchpoint
        fields = {
            "channel": ["exact"],
            "campaign": ["exact"],
            "currency": ["exact"],
            "at": ["gte", "lte"],
            "converted_at": ["gte", "lte", "isnull"],
        }

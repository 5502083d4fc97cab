"""Columns and filters of funnel stages."""

from __future__ import annotations

from cmo.models import FunnelStage
from kernel.resources.columns import (
    ChoiceColumn,
    NumberColumn,
    PercentColumn,
    RowColumn,
    TextColumn,
)
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class FunnelStageTable(ResourceTable):
    funnel = RowColumn()
    kind = ChoiceColumn(minor=True)
    target_conversion_rate = PercentColumn(verbose_name="target", missing="no target")
    target_volume = NumberColumn(missing="no target", minor=True)
    objective = TextColumn(missing="none", minor=True)

    class Meta(ResourceTable.Meta):
        model = FunnelStage
        fields = (
            "name", "funnel", "position", "kind", "target_conversion_rate", "target_volume",
            "objective",
        )  # fmt: skip
        order_by = ("funnel", "position")


class FunnelStageFilters(ResourceFilters):
    class Meta:
        model = FunnelStage
        fields = {"funnel": ["exact"], "kind": ["exact"]}

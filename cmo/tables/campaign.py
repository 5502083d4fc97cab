"""Columns and filters of campaigns."""

from __future__ import annotations

from cmo.models import Campaign
from kernel.resources.columns import (
    ChoiceColumn,
    DayColumn,
    MoneyColumn,
)
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class CampaignTable(ResourceTable):
    budget = MoneyColumn(missing="no budget")
    start = DayColumn(missing="no start")
    end = DayColumn(missing="open")
    created_at = DayColumn(verbose_name="made", visible=False)
    kind = ChoiceColumn(minor=True)
    primary_kpi = ChoiceColumn(verbose_name="KPI", minor=True)

    class Meta(ResourceTable.Meta):
        model = Campaign
        fields = (
            "name", "status", "kind", "start", "end", "budget", "primary_kpi", "owner",
        )  # fmt: skip

    def sub(self, record: Campaign) -> str:
        """What it is for."""
        return record.objective


class CampaignFilters(ResourceFilters):
    class Meta:
        model = Campaign
        fields = {
            "status": ["exact"],
            "kind": ["exact"],
            "owner": ["exact"],
            "funnel": ["exact"],
            "start": ["gte", "lte"],
            "end": ["gte", "lte"],
        }

"""Columns and filters of campaigns."""

from __future__ import annotations

from cmo.models import Campaign
from cmo.spending import BudgetUsedColumn, ChannelsColumn
from kernel.resources.columns import (
    ChoiceColumn,
    DayColumn,
    MoneyColumn,
    RowColumn,
)
from kernel.resources.filters import IdsFilter, ResourceFilters
from kernel.resources.tables import ResourceTable


class CampaignTable(ResourceTable):
    channels = ChannelsColumn(accessor="channel_names", orderable=False, minor=True)
    budget = MoneyColumn(missing="no budget", visible=False)
    used = BudgetUsedColumn(accessor="spent", verbose_name="budget used", order_by=("used",))
    plan = RowColumn(missing="no plan", minor=True)
    start = DayColumn(missing="no start")
    end = DayColumn(missing="open")
    created_at = DayColumn(verbose_name="made", visible=False)
    kind = ChoiceColumn(minor=True, visible=False)
    primary_kpi = ChoiceColumn(verbose_name="KPI", minor=True, visible=False)

    class Meta(ResourceTable.Meta):
        model = Campaign
        fields = (
            "name", "status", "channels", "used", "budget", "start", "end", "plan", "kind",
            "primary_kpi", "owner",
        )  # fmt: skip

    def sub(self, record: Campaign) -> str:
        """What it is for."""
        return record.objective


class CampaignFilters(ResourceFilters):
    id__in = IdsFilter(field_name="id", lookup_expr="in", label="Campaigns")

    class Meta:
        model = Campaign
        fields = {
            "status": ["exact"],
            "plan": ["exact"],
            "segment": ["exact"],
            "offer": ["exact"],
            "kind": ["exact"],
            "owner": ["exact"],
            "funnel": ["exact"],
            "start": ["gte", "lte"],
            "end": ["gte", "lte"],
        }

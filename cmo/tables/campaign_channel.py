"""Columns and filters of campaigns' channels."""

from __future__ import annotations

from cmo.models import CampaignChannel
from cmo.tables.columns import ChannelColumn
from kernel.resources.columns import (
    ChoiceColumn,
    PercentColumn,
    RowColumn,
    TextColumn,
)
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class CampaignChannelTable(ResourceTable):
    channel = ChannelColumn()
    campaign = RowColumn()
    budget_share = PercentColumn(verbose_name="budget share")
    kind = ChoiceColumn(minor=True)
    utm_source = TextColumn(verbose_name="UTM source", minor=True, missing="none")
    utm_medium = TextColumn(verbose_name="UTM medium", minor=True, missing="none")
    utm_campaign = TextColumn(
        verbose_name="UTM campaign", minor=True, missing="none", visible=False
    )

    note = TextColumn(minor=True, missing="none", visible=False)

    class Meta(ResourceTable.Meta):
        model = CampaignChannel
        fields = (
            "channel", "campaign", "kind", "priority", "budget_share", "utm_source", "utm_medium",
            "utm_campaign", "note",
        )  # fmt: skip
        order_by = ("campaign", "priority")


class CampaignChannelFilters(ResourceFilters):
    class Meta:
        model = CampaignChannel
        fields = {"campaign": ["exact"], "channel": ["exact"], "kind": ["exact"]}

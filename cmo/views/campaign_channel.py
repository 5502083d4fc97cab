"""Campaigns' channels on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cmo import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class CampaignChannelList(ResourceList):
    model = models.CampaignChannel
    table_class = tables.CampaignChannelTable
    filterset_class = tables.CampaignChannelFilters
    search_fields = ("channel", "campaign__name", "utm_campaign")
    empty = "A campaign's channels say where its budget goes, and how its visits are recognised."


class CampaignChannelDetail(ResourceDetail):
    model = models.CampaignChannel
    table_class = tables.CampaignChannelTable
    fields = (
        "campaign", "kind", "priority", "budget_share", "utm_source", "utm_medium", "utm_campaign",
        "note",
    )  # fmt: skip


class CampaignChannelCreate(ResourceCreate):
    model = models.CampaignChannel
    form_class = forms.CampaignChannelForm


class CampaignChannelEdit(ResourceEdit):
    model = models.CampaignChannel
    form_class = forms.CampaignChannelForm


class CampaignChannelDelete(ResourceDelete):
    model = models.CampaignChannel


class CampaignChannelExport(ResourceExport):
    listing = CampaignChannelList

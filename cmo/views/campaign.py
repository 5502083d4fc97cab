"""Campaigns on screen: list, page and forms over the generic views."""

from __future__ import annotations

from typing import Any

from cmo import forms, models, selectors, tables, tiles
from cmo.overview import campaign_book
from cmo.views.campaign_channel import CampaignChannelList
from kernel.core.windows import Window
from kernel.resources.views import (
    ResourceBulk,
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceField,
    ResourceList,
)
from kernel.screens import evidence, figures
from kernel.tenancy import clock

CAMPAIGN_DAYS = 365


class CampaignList(ResourceList):
    model = models.Campaign
    table_class = tables.CampaignTable
    filterset_class = tables.CampaignFilters
    search_fields = ("name", "objective")
    inline_fields = ("status", "start", "end", "owner")
    bulk = {"status": {"paused": "Pause", "active": "Activate", "completed": "Complete"}}
    empty = "A campaign groups channels under a budget, so that what it earns can be judged."


class CampaignCreate(ResourceCreate):
    model = models.Campaign
    form_class = forms.CampaignForm


class CampaignEdit(ResourceEdit):
    model = models.Campaign
    form_class = forms.CampaignForm


class CampaignDelete(ResourceDelete):
    model = models.Campaign


class CampaignField(ResourceField):
    listing = CampaignList


class CampaignBulk(ResourceBulk):
    listing = CampaignList


class CampaignExport(ResourceExport):
    listing = CampaignList


class CampaignDetail(ResourceDetail):
    """A campaign with what it brought since it began, and its channels."""

    model = models.Campaign
    table_class = tables.CampaignTable
    fields = (
        "objective", "status", "kind", "start", "end", "budget", "primary_kpi", "owner", "funnel",
    )  # fmt: skip
    related = ((CampaignChannelList, "campaign"),)
    template_name = "cmo/campaign.html"

    def more(self, row: Any) -> dict[str, Any]:
        """Its totals; each figure opens its rows."""
        last = selectors.opening_day(clock.today())
        window = selectors.history(last, CAMPAIGN_DAYS)
        if row.start and row.start > window.first:
            window = Window(min(row.start, last), last)
        rows = selectors.metric_rows(window, campaign=row.pk)
        book = campaign_book(rows, window, row.currency, str(row.pk))
        return {
            "tiles": tiles.campaign_tiles(
                book, row.currency, row.budget, self.notation, figures.evidence_url
            ),
            "days": self.notation.day_range(window.first, window.last),
            "evidence": evidence.asked(self.request, book),
        }

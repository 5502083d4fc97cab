"""Campaigns on screen: list, page and forms over the generic views."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from cmo import forms, models, selectors, spending, tables, tiles
from cmo.overview import campaign_book
from cmo.wordings import kind_words
from kernel import formats
from kernel.core.windows import Window
from kernel.resources import addresses
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

DESIGNER = "/runs/console/cmo/?mode=campaigns"


class CampaignList(ResourceList):
    model = models.Campaign
    table_class = tables.CampaignTable
    filterset_class = tables.CampaignFilters
    search_fields = ("name", "objective")
    inline_fields = ("status", "start", "end", "owner")
    bulk = {"status": {"paused": "Pause", "active": "Activate", "completed": "Complete"}}
    empty = "A campaign groups channels under a budget, so that what it earns can be judged."

    def get_queryset(self) -> QuerySet[Any]:
        return spending.with_spending(super().get_queryset())

    def tools(self) -> list[dict[str, Any]]:
        """The designer drafts the next one out of the plan."""
        if not self.may_write:
            return []
        return [{"label": "Design a campaign", "url": DESIGNER, "icon": "play"}]


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
    """A campaign with what it brought since it began, its channels, its content and its days."""

    model = models.Campaign
    table_class = tables.CampaignTable
    fields = (
        "status", "kind", "start", "end", "budget", "primary_kpi", "owner", "plan",
        "segment", "offer", "funnel",
    )  # fmt: skip
    template_name = "cmo/campaign.html"

    def lede(self, row: Any) -> str:
        days = "without dates"
        if row.start and row.end:
            days = self.notation.day_range(row.start, row.end)
        elif row.start:
            days = f"since {self.notation.day(row.start)}"
        money = f", {self.notation.money(row.budget, row.currency)}" if row.budget else ""
        return f"{row.get_status_display()}, {days}{money}."

    def more(self, row: Any) -> dict[str, Any]:
        """Its totals, channels, pieces and entries; each figure opens its rows."""
        window = self._run_of(row)
        rows = selectors.metric_rows(window, campaign=row.pk)
        book = campaign_book(rows, window, row.currency, str(row.pk))
        url, notes = figures.evidence_url, self.notation
        channels = list(row.channels.order_by("priority", "channel"))
        lines = spending.channel_lines(row, channels, rows, window, book, notes, url)
        shown = tiles.campaign_tiles(book, row.currency, row.budget, notes, url)
        spending.say_used(shown, book, row, notes)
        kept = [("campaign", str(row.pk))]
        return {
            "tiles": shown,
            "days": notes.day_range(window.first, window.last),
            "lines": lines,
            "channels": {
                "label": "All",
                "url": addresses.with_query(addresses.list_path(models.CampaignChannel), kept),
            },
            "assets": [self._asset(one) for one in self._content(row)],
            "content": {"label": "Board", "url": addresses.with_query("/cmo/content/", kept)},
            "events": [self._event(one) for one in row.events.order_by("starts_at")[:12]],
            "objective": row.objective,
            "calendar": {"label": "Calendar", "url": self._calendar(row)},
            "engine": "/runs/console/cmo/?mode=content" if self.may_write else "",
            "evidence": evidence.asked(self.request, book),
        }

    def _run_of(self, row: Any) -> Window:
        """From its start, or its first row, to its last one: all that its budget pays for."""
        days = models.MetricsSnapshot.objects.filter(campaign=row)
        known = days.aggregate(first=Min("date"), last=Max("date"))
        last = known["last"] or selectors.opening_day(clock.today())
        first = min(filter(None, (row.start, known["first"])), default=last)
        return Window(min(first, last), last)

    def _content(self, row: Any) -> Any:
        outlines = Count("variants", filter=Q(variants__is_outline=True))
        return row.assets.annotate(outlines=outlines).order_by("publish_on", "title")

    def _asset(self, one: Any) -> dict[str, Any]:
        return {
            "title": one.title,
            "url": addresses.row_path(models.ContentAsset, one.pk),
            "what": kind_words(one),
            "status": one.get_status_display(),
            "outline": bool(one.outlines),
            "day": self.notation.day(one.publish_on, weekday=True),
        }

    def _event(self, one: Any) -> dict[str, Any]:
        moment = one.starts_at.astimezone(clock.now().tzinfo)
        return {
            "title": one.title,
            "url": addresses.row_path(models.CalendarEvent, one.pk),
            "day": self.notation.day(moment.date(), weekday=True),
            "time": formats.clock(moment),
            "status": one.get_status_display(),
        }

    def _calendar(self, row: Any) -> str:
        pairs = [("view", "list"), ("campaign", str(row.pk))]
        if row.start:
            pairs.append(("on", row.start.isoformat()))
        return addresses.with_query("/cmo/calendar/", pairs)

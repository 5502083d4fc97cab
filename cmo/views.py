"""The marketing screens: the dashboard, and lists, pages and forms over the generic views."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cmo import forms, models, selectors, tables, tiles
from cmo.dashboard import dashboard
from cmo.overview import campaign_book, funnel_history, funnel_now
from kernel.core.facts import FactBook
from kernel.core.windows import Window
from kernel.decisions.redaction import redacted
from kernel.resources import addresses, changes
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
from kernel.resources.views.base import ResourceView, wants_fragment
from kernel.screens import evidence, figures, recommendations
from kernel.tenancy import clock

FUNNEL_DAYS = 28
CAMPAIGN_DAYS = 365


class Dashboard(ResourceView):
    """`/cmo/`: what marketing brought, what to decide, and the agents."""

    model = models.MetricsSnapshot
    template_name = "cmo/dashboard.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = dashboard(request)
        if wants_fragment(request) and "evidence" in request.GET:
            drawer = {"evidence": context["evidence"]}
            return render(request, "components/evidence_drawer.html", drawer)
        return self.page({**context, "crumbs": []})


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


class CampaignChannelList(ResourceList):
    model = models.CampaignChannel
    table_class = tables.CampaignChannelTable
    filterset_class = tables.CampaignChannelFilters
    search_fields = ("channel", "campaign__name", "utm_campaign")
    empty = "A campaign's channels say where its budget goes, and how its visits are recognised."


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


class CampaignChannelDetail(ResourceDetail):
    model = models.CampaignChannel
    table_class = tables.CampaignChannelTable
    fields = (
        "campaign", "kind", "priority", "budget_share", "utm_source", "utm_medium", "utm_campaign",
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


class MetricsSnapshotList(ResourceList):
    model = models.MetricsSnapshot
    table_class = tables.MetricsSnapshotTable
    filterset_class = tables.MetricsSnapshotFilters
    search_fields = ("channel", "campaign__name")
    empty = "Daily metrics are what every marketing figure is computed from."


class MetricsSnapshotDetail(ResourceDetail):
    model = models.MetricsSnapshot
    table_class = tables.MetricsSnapshotTable
    fields = (
        "date", "channel", "campaign", "impressions", "clicks", "sessions", "conversions", "cost",
        "revenue", "excluded", "exclusion_reason",
    )  # fmt: skip


class MetricsSnapshotCreate(ResourceCreate):
    model = models.MetricsSnapshot
    form_class = forms.MetricsSnapshotForm


class MetricsSnapshotEdit(ResourceEdit):
    model = models.MetricsSnapshot
    form_class = forms.MetricsSnapshotForm


class MetricsSnapshotDelete(ResourceDelete):
    model = models.MetricsSnapshot


class MetricsSnapshotExport(ResourceExport):
    listing = MetricsSnapshotList


class FunnelList(ResourceList):
    model = models.Funnel
    table_class = tables.FunnelTable
    filterset_class = tables.FunnelFilters
    search_fields = ("name",)
    inline_fields = ("status",)
    empty = "A funnel is the way from the first visit to the order, in stages that are counted."


class FunnelCreate(ResourceCreate):
    model = models.Funnel
    form_class = forms.FunnelForm


class FunnelEdit(ResourceEdit):
    model = models.Funnel
    form_class = forms.FunnelForm


class FunnelDelete(ResourceDelete):
    model = models.Funnel


class FunnelField(ResourceField):
    listing = FunnelList


class FunnelExport(ResourceExport):
    listing = FunnelList


class FunnelStageList(ResourceList):
    model = models.FunnelStage
    table_class = tables.FunnelStageTable
    filterset_class = tables.FunnelStageFilters
    search_fields = ("name", "funnel__name", "objective")
    empty = "A stage is where people go on or leave; its daily counts show which of them leaks."


class FunnelStageDetail(ResourceDetail):
    model = models.FunnelStage
    table_class = tables.FunnelStageTable
    fields = (
        "funnel", "position", "kind", "objective", "kpis", "target_conversion_rate",
        "target_volume", "budget",
    )  # fmt: skip


class FunnelStageCreate(ResourceCreate):
    model = models.FunnelStage
    form_class = forms.FunnelStageForm


class FunnelStageEdit(ResourceEdit):
    model = models.FunnelStage
    form_class = forms.FunnelStageForm


class FunnelStageDelete(ResourceDelete):
    model = models.FunnelStage


class FunnelStageExport(ResourceExport):
    listing = FunnelStageList


class FunnelCountList(ResourceList):
    model = models.FunnelCount
    table_class = tables.FunnelCountTable
    filterset_class = tables.FunnelCountFilters
    search_fields = ("stage__name", "stage__funnel__name")
    empty = "Funnel counts say how many people entered a stage on a day, and how many went on."


class FunnelCountDetail(ResourceDetail):
    model = models.FunnelCount
    table_class = tables.FunnelCountTable
    fields = ("stage", "date", "entered", "advanced")


class FunnelCountCreate(ResourceCreate):
    model = models.FunnelCount
    form_class = forms.FunnelCountForm


class FunnelCountEdit(ResourceEdit):
    model = models.FunnelCount
    form_class = forms.FunnelCountForm


class FunnelCountDelete(ResourceDelete):
    model = models.FunnelCount


class FunnelCountExport(ResourceExport):
    listing = FunnelCountList


class FunnelDetail(ResourceDetail):
    """A funnel with the last four weeks of its stages; each figure opens its rows."""

    model = models.Funnel
    table_class = tables.FunnelTable
    fields = ("status", "kind", "expected_conversion", "expected_revenue", "budget")
    related = ((FunnelStageList, "funnel"),)
    template_name = "cmo/funnel.html"

    def more(self, row: Any) -> dict[str, Any]:
        """The stages' volumes and rates, and which of them leak."""
        window = selectors.history(selectors.opening_day(clock.today()), FUNNEL_DAYS)
        book = FactBook()
        stages = [one for one in selectors.funnels(active_only=False) if one.id == row.pk]
        counts = selectors.funnel_rows(funnel_history(window))
        now = funnel_now(counts, stages[0], window, book) if stages else None
        return {
            "steps": tiles.funnel_steps(now, self.notation, figures.evidence_url) if now else [],
            "days": self.notation.day_range(window.first, window.last),
            "evidence": evidence.asked(self.request, book),
        }


class RecommendationList(ResourceList):
    model = models.Recommendation
    table_class = tables.RecommendationTable
    filterset_class = tables.RecommendationFilters
    search_fields = ("title", "rationale")
    inline_fields = ("owner", "due_on")
    empty = "Proposals stand here once an agent has looked at your metrics."


class RecommendationDetail(ResourceView):
    """One proposal in full, with its evidence."""

    model = models.Recommendation
    template_name = "cmo/recommendation.html"

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = changes.one(self.model, addresses.parse_id(id))
        book = redacted(row.evidence, self.access, self.module.id)
        opened = evidence.asked(request, book)
        if wants_fragment(request) and "evidence" in request.GET:
            return render(request, "components/evidence_drawer.html", {"evidence": opened})
        return self.page(
            {
                "title": figures.plain(row.title, book, self.notation),
                "why": figures.linked(row.rationale, book, self.notation),
                "proposal": recommendations.proposal(request, row),
                "figures": [
                    {
                        "name": fact.label,
                        "value": figures.words(fact, self.notation),
                        "interval": figures.interval_words(fact, self.notation),
                        "url": figures.evidence_url(fact) if fact.rows else "",
                    }
                    for fact in book
                ],
                "run": f"/runs/{row.run_id}/" if row.run_id else "",
                "evidence": opened,
            }
        )


class RecommendationField(ResourceField):
    listing = RecommendationList


class RecommendationExport(ResourceExport):
    listing = RecommendationList

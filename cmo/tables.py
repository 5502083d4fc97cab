"""Columns and filters of the marketing lists; screens, API and exports ask the same."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from cmo.models import (
    Campaign,
    CampaignChannel,
    Funnel,
    FunnelCount,
    FunnelStage,
    MetricsSnapshot,
    Recommendation,
)
from cmo.models.columns import channel_label
from kernel.formats import Notation
from kernel.resources.columns import (
    ChoiceColumn,
    DayColumn,
    FlagColumn,
    Look,
    MoneyColumn,
    NumberColumn,
    PercentColumn,
    RowColumn,
    SeverityColumn,
    TextColumn,
)
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable
from kernel.screens import figures

HAVING = ("impressions", "clicks", "sessions", "conversions", "cost", "revenue")


class TextsFilter(django_filters.BaseInFilter, django_filters.CharFilter):
    """Several texts, separated by commas."""


class IdsFilter(django_filters.BaseInFilter, django_filters.UUIDFilter):
    """Several ids, separated by commas."""


class ChannelColumn(TextColumn):
    """A channel as people read it; files hold it as it is stored."""

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": channel_label(str(value))}


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

    class Meta(ResourceTable.Meta):
        model = CampaignChannel
        fields = (
            "channel", "campaign", "kind", "priority", "budget_share", "utm_source", "utm_medium",
            "utm_campaign",
        )  # fmt: skip
        order_by = ("campaign", "priority")


class CampaignChannelFilters(ResourceFilters):
    class Meta:
        model = CampaignChannel
        fields = {"campaign": ["exact"], "channel": ["exact"], "kind": ["exact"]}


class MetricsSnapshotTable(ResourceTable):
    date = DayColumn()
    channel = ChannelColumn()
    campaign = RowColumn(missing="no campaign")
    cost = MoneyColumn(verbose_name="spend", cents=True)
    revenue = MoneyColumn(cents=True)
    impressions = NumberColumn(minor=True)
    clicks = NumberColumn(minor=True)
    excluded = FlagColumn(verbose_name="left out", minor=True)
    exclusion_reason = TextColumn(verbose_name="why left out", missing="counted", visible=False)
    currency = TextColumn(visible=False)

    class Meta(ResourceTable.Meta):
        model = MetricsSnapshot
        fields = (
            "date", "channel", "campaign", "impressions", "clicks", "sessions", "conversions",
            "cost", "revenue", "currency", "excluded", "exclusion_reason",
        )  # fmt: skip
        order_by = ("-date", "channel")


class MetricsSnapshotFilters(ResourceFilters):
    """`has` keeps the rows that have a value in each of the columns that it names."""

    channel__in = TextsFilter(field_name="channel", lookup_expr="in", label="Channels")
    has = TextsFilter(method="having", label="Has a value in")

    class Meta:
        model = MetricsSnapshot
        fields = {
            "date": ["gte", "lte"],
            "channel": ["exact"],
            "campaign": ["exact"],
            "currency": ["exact"],
            "excluded": ["exact"],
        }

    def having(self, rows: QuerySet[Any], name: str, columns: list[str]) -> QuerySet[Any]:
        """Rows with a value in every named column; an unknown name keeps none."""
        if not set(columns) <= set(HAVING):
            return rows.none()
        return rows.filter(*(Q(**{f"{column}__isnull": False}) for column in columns))


class FunnelTable(ResourceTable):
    kind = ChoiceColumn()
    expected_conversion = PercentColumn(missing="not set")
    expected_revenue = MoneyColumn(missing="not set", minor=True)
    budget = MoneyColumn(missing="no budget", minor=True)

    class Meta(ResourceTable.Meta):
        model = Funnel
        fields = ("name", "status", "kind", "expected_conversion", "expected_revenue", "budget")
        order_by = ("name",)


class FunnelFilters(ResourceFilters):
    class Meta:
        model = Funnel
        fields = {"status": ["exact"], "kind": ["exact"]}


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


class FunnelCountTable(ResourceTable):
    date = DayColumn()
    stage = RowColumn()

    class Meta(ResourceTable.Meta):
        model = FunnelCount
        fields = ("date", "stage", "entered", "advanced")
        order_by = ("-date", "stage")


class FunnelCountFilters(ResourceFilters):
    stage__in = IdsFilter(field_name="stage", lookup_expr="in", label="Stages")

    class Meta:
        model = FunnelCount
        fields = {"date": ["gte", "lte"], "stage": ["exact"], "stage__funnel": ["exact"]}


class SaidColumn(TextColumn):
    """Text of a proposal, with its figures as words."""

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": figures.plain(value, record.facts, look.notation)}

    def plain(self, record: Any, value: Any) -> Any:
        return figures.plain(value, record.facts, Notation())


class WordsColumn(TextColumn):
    """A kind such as broken_tracking, in words."""

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": str(value).replace("_", " ").capitalize()}


class RecommendationTable(ResourceTable):
    title = SaidColumn()
    severity = SeverityColumn()
    impact = MoneyColumn(verbose_name="impact a month", missing="no amount", cents=False)
    due_on = DayColumn(verbose_name="due", due=True, missing="no hurry")
    kind = WordsColumn(minor=True)

    class Meta(ResourceTable.Meta):
        model = Recommendation
        fields = ("title", "severity", "status", "impact", "priority", "due_on", "owner", "kind")
        order_by = ("-priority",)


class RecommendationFilters(ResourceFilters):
    class Meta:
        model = Recommendation
        fields = {
            "status": ["exact"],
            "severity": ["exact"],
            "owner": ["exact"],
            "kind": ["exact"],
            "due_on": ["gte", "lte"],
        }

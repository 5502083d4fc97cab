"""Columns and filters of daily metrics."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from cmo.models import MetricsSnapshot
from cmo.tables.columns import ChannelColumn
from kernel.resources.columns import (
    DayColumn,
    FlagColumn,
    MoneyColumn,
    NumberColumn,
    RowColumn,
    TextColumn,
)
from kernel.resources.filters import ResourceFilters, TextsFilter
from kernel.resources.tables import ResourceTable

HAVING = ("impressions", "clicks", "sessions", "conversions", "cost", "revenue")


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

"""Daily metrics on screen: list, page and forms over the generic views."""

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

"""Funnel stages on screen: list, page and forms over the generic views."""

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

"""Metric definitions on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cro import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class MetricDefinitionList(ResourceList):
    model = models.MetricDefinition
    table_class = tables.MetricDefinitionTable
    filterset_class = tables.MetricDefinitionFilters
    search_fields = ("name", "unit")
    empty = "A metric says what is counted in tests, and which way is better."


class MetricDefinitionDetail(ResourceDetail):
    model = models.MetricDefinition
    table_class = tables.MetricDefinitionTable
    fields = ("name", "kind", "unit", "currency", "better", "guardrail_margin")


class MetricDefinitionCreate(ResourceCreate):
    model = models.MetricDefinition
    form_class = forms.MetricDefinitionForm


class MetricDefinitionEdit(ResourceEdit):
    model = models.MetricDefinition
    form_class = forms.MetricDefinitionForm


class MetricDefinitionDelete(ResourceDelete):
    model = models.MetricDefinition


class MetricDefinitionExport(ResourceExport):
    listing = MetricDefinitionList

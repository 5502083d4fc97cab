"""Experiments' metrics on screen: list, page and forms over the generic views."""

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


class ExperimentMetricList(ResourceList):
    model = models.ExperimentMetric
    table_class = tables.ExperimentMetricTable
    filterset_class = tables.ExperimentMetricFilters
    search_fields = ("metric__name", "experiment__name")
    empty = "Beside its primary metric an experiment has guardrails and secondary metrics."


class ExperimentMetricDetail(ResourceDetail):
    model = models.ExperimentMetric
    table_class = tables.ExperimentMetricTable
    fields = ("experiment", "metric", "role", "margin")


class ExperimentMetricCreate(ResourceCreate):
    model = models.ExperimentMetric
    form_class = forms.ExperimentMetricForm


class ExperimentMetricEdit(ResourceEdit):
    model = models.ExperimentMetric
    form_class = forms.ExperimentMetricForm


class ExperimentMetricDelete(ResourceDelete):
    model = models.ExperimentMetric


class ExperimentMetricExport(ResourceExport):
    listing = ExperimentMetricList

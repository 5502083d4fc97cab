"""Experiments on screen: list, page and forms over the generic views."""

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


class ExperimentList(ResourceList):
    model = models.Experiment
    table_class = tables.ExperimentTable
    filterset_class = tables.ExperimentFilters
    search_fields = ("name", "hypothesis__title")
    empty = "An experiment compares variants by rules that are fixed before it starts."


class ExperimentDetail(ResourceDetail):
    model = models.Experiment
    table_class = tables.ExperimentTable
    fields = (
        "name",
        "hypothesis",
        "metric",
        "segment",
        "method",
        "alpha",
        "power",
        "baseline",
        "minimum_effect",
        "planned_size",
        "planned_weeks",
        "starts_on",
        "ends_on",
        "multiple_exposures",
    )


class ExperimentCreate(ResourceCreate):
    model = models.Experiment
    form_class = forms.ExperimentForm


class ExperimentEdit(ResourceEdit):
    model = models.Experiment
    form_class = forms.ExperimentForm


class ExperimentDelete(ResourceDelete):
    model = models.Experiment


class ExperimentExport(ResourceExport):
    listing = ExperimentList

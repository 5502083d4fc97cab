"""Step counts on screen: list, page and forms over the generic views."""

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


class StepCountList(ResourceList):
    model = models.StepCount
    table_class = tables.StepCountTable
    filterset_class = tables.StepCountFilters
    search_fields = ("step",)
    empty = "Counts of each step's days give traffic and baselines, and show where people are lost."


class StepCountDetail(ResourceDetail):
    model = models.StepCount
    table_class = tables.StepCountTable
    fields = ("step", "position", "date", "segment", "entered", "advanced")


class StepCountCreate(ResourceCreate):
    model = models.StepCount
    form_class = forms.StepCountForm


class StepCountEdit(ResourceEdit):
    model = models.StepCount
    form_class = forms.StepCountForm


class StepCountDelete(ResourceDelete):
    model = models.StepCount


class StepCountExport(ResourceExport):
    listing = StepCountList

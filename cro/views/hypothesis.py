"""Hypotheses on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cro import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceField,
    ResourceList,
)


class HypothesisList(ResourceList):
    model = models.Hypothesis
    table_class = tables.HypothesisTable
    filterset_class = tables.HypothesisFilters
    search_fields = ("title", "because", "we_believe", "will", "step")
    inline_fields = ("status",)
    empty = "A hypothesis says what was seen, what we believe would help, and what it will move."


class HypothesisDetail(ResourceDetail):
    model = models.Hypothesis
    table_class = tables.HypothesisTable
    fields = (
        "title",
        "because",
        "we_believe",
        "will",
        "segment",
        "metric",
        "step",
        "impact",
        "confidence",
        "ease",
        "score",
        "status",
    )


class HypothesisCreate(ResourceCreate):
    model = models.Hypothesis
    form_class = forms.HypothesisForm


class HypothesisEdit(ResourceEdit):
    model = models.Hypothesis
    form_class = forms.HypothesisForm


class HypothesisDelete(ResourceDelete):
    model = models.Hypothesis


class HypothesisField(ResourceField):
    listing = HypothesisList


class HypothesisExport(ResourceExport):
    listing = HypothesisList

"""Recommendations on screen: list, page and forms over the generic views."""

from __future__ import annotations

from typing import Any

from cro import models, tables
from kernel.resources.views import ResourceExport, ResourceField, ResourceList
from kernel.screens.recommendation_page import RecommendationPage


class RecommendationList(ResourceList):
    model = models.Recommendation
    table_class = tables.RecommendationTable
    filterset_class = tables.RecommendationFilters
    search_fields = ("title", "rationale")
    inline_fields = ("owner", "due_on")
    empty = "Proposals stand here once an agent has looked at your experiments."

    def starts(self) -> list[dict[str, Any]]:
        return [{"label": "Run an agent", "url": "/cro/", "icon": "play", "primary": True}]


class RecommendationDetail(RecommendationPage):
    model = models.Recommendation


class RecommendationField(ResourceField):
    listing = RecommendationList


class RecommendationExport(ResourceExport):
    listing = RecommendationList

"""Columns and filters of recommendations."""

from __future__ import annotations

from coo.models import Recommendation
from kernel.resources.filters import ResourceFilters
from kernel.screens import recommendation_table as shared


class RecommendationTable(shared.RecommendationTable):
    class Meta(shared.RecommendationTable.Meta):
        model = Recommendation


class RecommendationFilters(ResourceFilters):
    class Meta(shared.RecommendationFiltersMeta):
        model = Recommendation

"""Endpoints of recommendations."""

from __future__ import annotations

from coo import tables
from coo.api import serializers
from kernel.resources.api.recommendations import RecommendationViewSet


class CooRecommendationViewSet(RecommendationViewSet):
    serializer_class = serializers.RecommendationSerializer
    filterset_class = tables.RecommendationFilters
    search_fields = ("title", "rationale")
    sort_fields = ("priority", "severity", "due_on", "status", "impact")

"""Endpoints of hypotheses."""

from __future__ import annotations

from cro import tables
from cro.api import serializers
from kernel.resources.api import ResourceViewSet


class HypothesisViewSet(ResourceViewSet):
    serializer_class = serializers.HypothesisSerializer
    filterset_class = tables.HypothesisFilters
    search_fields = ("title", "because", "we_believe", "will", "step")

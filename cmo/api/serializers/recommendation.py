"""Recommendations as JSON."""

from __future__ import annotations

from cmo.models import Recommendation
from kernel.resources.api import recommendations as shared


class RecommendationSerializer(shared.RecommendationSerializer):
    """Only owner and due date are anybody's to change; a decision is made by its own address."""

    class Meta(shared.RecommendationSerializer.Meta):
        model = Recommendation

"""Recommendations as JSON."""

from __future__ import annotations

from cfo.models import Recommendation
from kernel.resources.api.recommendations import RecommendationSerializer as BaseRecommendation


class RecommendationSerializer(BaseRecommendation):
    """Only owner and due date are anybody's to change; a decision is made by its own address."""

    class Meta:
        model = Recommendation
        fields = (
            "kind",
            "subject",
            "title",
            "rationale",
            "severity",
            "impact",
            "currency",
            "effort",
            "priority",
            "evidence",
            "predicted",
            "action_kind",
            "action_args",
            "action_hash",
            "status",
            "owner",
            "due_on",
            "expires_at",
            "snoozed_until",
            "decision_note",
            "decided_by",
            "decided_at",
        )
        read_only_fields = tuple(name for name in fields if name not in ("owner", "due_on"))

"""Hypotheses as JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from cro.models import Hypothesis
from kernel.resources.api import ResourceSerializer


class HypothesisSerializer(ResourceSerializer):
    """`score` is the database's: the mean of impact, confidence and ease."""

    score = serializers.DecimalField(max_digits=4, decimal_places=2, read_only=True)

    class Meta:
        model = Hypothesis
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

    def update(self, instance: Any, validated_data: dict[str, Any]) -> Any:
        row = super().update(instance, validated_data)
        row.refresh_from_db(fields=["score"])
        return row

"""Hypotheses as JSON."""

from __future__ import annotations

from cro.models import Hypothesis
from kernel.resources.api import ResourceSerializer


class HypothesisSerializer(ResourceSerializer):
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
        read_only_fields = ("score",)

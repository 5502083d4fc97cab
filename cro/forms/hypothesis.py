"""The form of hypotheses."""

from __future__ import annotations

from cro.models import Hypothesis
from kernel.resources.forms import ResourceForm


class HypothesisForm(ResourceForm):
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
            "status",
        )

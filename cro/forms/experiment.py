"""The form of experiments."""

from __future__ import annotations

from cro.models import Experiment
from kernel.resources.forms import ResourceForm


class ExperimentForm(ResourceForm):
    class Meta:
        model = Experiment
        fields = (
            "name",
            "hypothesis",
            "metric",
            "segment",
            "method",
            "alpha",
            "power",
            "baseline",
            "minimum_effect",
            "planned_size",
            "planned_weeks",
            "starts_on",
            "ends_on",
            "multiple_exposures",
        )

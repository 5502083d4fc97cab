"""The form of experiments' metrics."""

from __future__ import annotations

from cro.models import ExperimentMetric
from kernel.resources.forms import ResourceForm


class ExperimentMetricForm(ResourceForm):
    class Meta:
        model = ExperimentMetric
        fields = ("experiment", "metric", "role", "margin")

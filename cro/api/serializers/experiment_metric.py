"""Experiments' metrics as JSON."""

from __future__ import annotations

from cro.models import ExperimentMetric
from kernel.resources.api import ResourceSerializer


class ExperimentMetricSerializer(ResourceSerializer):
    class Meta:
        model = ExperimentMetric
        fields = ("experiment", "metric", "role", "margin")

"""Metric definitions as JSON."""

from __future__ import annotations

from cro.models import MetricDefinition
from kernel.resources.api import ResourceSerializer


class MetricDefinitionSerializer(ResourceSerializer):
    class Meta:
        model = MetricDefinition
        fields = ("name", "kind", "unit", "currency", "better", "guardrail_margin")

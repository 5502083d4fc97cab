"""Kept figures as JSON."""

from __future__ import annotations

from coo.models import Metric
from kernel.resources.api import ResourceSerializer


class MetricSerializer(ResourceSerializer):
    class Meta:
        model = Metric
        fields = ("name", "period", "value", "unit")
        read_only_fields = fields

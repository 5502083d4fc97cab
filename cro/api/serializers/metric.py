"""Daily results as JSON."""

from __future__ import annotations

from cro.models import Metric
from kernel.resources.api import ResourceSerializer


class MetricSerializer(ResourceSerializer):
    class Meta:
        model = Metric
        fields = (
            "experiment",
            "variant",
            "metric",
            "segment",
            "date",
            "units",
            "conversions",
            "sum",
            "sum_squares",
            "denominator_sum",
            "denominator_sum_squares",
            "cross_product",
            "pre_sum",
            "pre_sum_squares",
            "pre_cross_product",
        )

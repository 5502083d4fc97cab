"""Forecasts as JSON."""

from __future__ import annotations

from cfo.models import Forecast
from kernel.resources.api import ResourceSerializer


class ForecastSerializer(ResourceSerializer):
    class Meta:
        model = Forecast
        fields = (
            "series",
            "category",
            "currency",
            "method",
            "made_on",
            "horizon",
            "points",
            "mase",
            "because",
            "candidates",
            "calibration",
        )
        read_only_fields = fields

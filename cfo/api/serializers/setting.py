"""Finance settings as JSON."""

from __future__ import annotations

from cfo.models import Setting
from kernel.resources.api import ResourceSerializer


class SettingSerializer(ResourceSerializer):
    class Meta:
        model = Setting
        fields = (
            "currency",
            "cash_floor",
            "split_limit",
            "horizon_months",
            "forecast_scenario",
        )

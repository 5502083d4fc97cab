"""Operations settings as JSON."""

from __future__ import annotations

from coo.models import Setting
from kernel.resources.api import ResourceSerializer


class SettingSerializer(ResourceSerializer):
    class Meta:
        model = Setting
        fields = ("sla_warning_hours", "sla_hours", "wip_limit", "forecast_weeks")

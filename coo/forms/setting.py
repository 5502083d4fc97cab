"""The form of operations settings."""

from __future__ import annotations

from coo.models import Setting
from kernel.resources.forms import ResourceForm


class SettingForm(ResourceForm):
    class Meta:
        model = Setting
        fields = ("sla_warning_hours", "sla_hours", "wip_limit", "forecast_weeks")

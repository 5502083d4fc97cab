"""The form of experiment settings."""

from __future__ import annotations

from cro.models import Setting
from kernel.resources.forms import ResourceForm


class SettingForm(ResourceForm):
    class Meta:
        model = Setting
        fields = (
            "method",
            "alpha",
            "power",
            "longest_weeks",
            "smallest_believable",
            "chance_to_ship",
            "risk_limit",
        )

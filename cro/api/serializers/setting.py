"""Experiment settings as JSON."""

from __future__ import annotations

from cro.models import Setting
from kernel.resources.api import ResourceSerializer


class SettingSerializer(ResourceSerializer):
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

"""Funnel stages as JSON."""

from __future__ import annotations

from cmo.models import FunnelStage
from kernel.resources.api import ResourceSerializer


class FunnelStageSerializer(ResourceSerializer):
    class Meta:
        model = FunnelStage
        fields = (
            "funnel",
            "name",
            "kind",
            "position",
            "objective",
            "kpis",
            "target_volume",
            "target_conversion_rate",
            "budget",
        )

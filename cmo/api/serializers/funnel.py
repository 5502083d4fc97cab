"""Funnels as JSON."""

from __future__ import annotations

from cmo.models import Funnel
from kernel.resources.api import ResourceSerializer


class FunnelSerializer(ResourceSerializer):
    class Meta:
        model = Funnel
        fields = (
            "name",
            "plan",
            "kind",
            "status",
            "budget",
            "expected_conversion",
            "expected_revenue",
            "currency",
        )

"""Funnel counts as JSON."""

from __future__ import annotations

from cmo.models import FunnelCount
from kernel.resources.api import ResourceSerializer


class FunnelCountSerializer(ResourceSerializer):
    class Meta:
        model = FunnelCount
        fields = ("stage", "date", "entered", "advanced")

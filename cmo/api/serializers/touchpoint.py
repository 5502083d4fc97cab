"""Touchpoints as JSON."""

from __future__ import annotations

from cmo.models import Touchpoint
from kernel.resources.api import ResourceSerializer


class TouchpointSerializer(ResourceSerializer):
    class Meta:
        model = Touchpoint
        fields = ("person_key", "channel", "campaign", "at", "converted_at", "value", "currency")

"""Capacity as JSON."""

from __future__ import annotations

from coo.models import Capacity
from kernel.resources.api import ResourceSerializer


class CapacitySerializer(ResourceSerializer):
    class Meta:
        model = Capacity
        fields = ("who", "kind", "hours_week", "starts_on", "ends_on")

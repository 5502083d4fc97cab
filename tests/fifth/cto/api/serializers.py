"""Outages as JSON."""

from __future__ import annotations

from cto.models import Outage

from kernel.resources.api import ResourceSerializer


class OutageSerializer(ResourceSerializer):
    class Meta:
        model = Outage
        fields = ("service", "day", "minutes")

"""Segments as JSON."""

from __future__ import annotations

from cro.models import Segment
from kernel.resources.api import ResourceSerializer


class SegmentSerializer(ResourceSerializer):
    class Meta:
        model = Segment
        fields = ("name", "definition", "traffic_share")

"""The form of segments."""

from __future__ import annotations

from cro.models import Segment
from kernel.resources.forms import ResourceForm


class SegmentForm(ResourceForm):
    class Meta:
        model = Segment
        fields = ("name", "definition", "traffic_share")

"""The form of customer segments."""

from __future__ import annotations

from cmo.models import IcpSegment
from kernel.resources.forms import ResourceForm


class IcpSegmentForm(ResourceForm):
    class Meta:
        model = IcpSegment
        fields = (
            "name",
            "description",
            "is_primary",
            "priority",
            "company_size",
            "industries",
            "job_titles",
            "pains",
            "goals",
            "buying_triggers",
            "objections",
            "preferred_channels",
        )

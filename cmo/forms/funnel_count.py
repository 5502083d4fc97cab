"""The form of funnel counts."""

from __future__ import annotations

from cmo.models import FunnelCount
from kernel.resources.forms import ResourceForm


class FunnelCountForm(ResourceForm):
    class Meta:
        model = FunnelCount
        fields = ("stage", "date", "entered", "advanced")

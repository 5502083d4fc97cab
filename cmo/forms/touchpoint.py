"""The form of touchpoints."""

from __future__ import annotations

from cmo.models import Touchpoint
from kernel.resources.forms import ResourceForm


class TouchpointForm(ResourceForm):
    class Meta:
        model = Touchpoint
        fields = ("person_key", "channel", "campaign", "at", "converted_at", "value", "currency")

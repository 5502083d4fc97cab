"""The form of capacity."""

from __future__ import annotations

from coo.models import Capacity
from kernel.resources.forms import ResourceForm


class CapacityForm(ResourceForm):
    class Meta:
        model = Capacity
        fields = ("who", "kind", "hours_week", "starts_on", "ends_on")

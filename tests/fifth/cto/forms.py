"""Forms of the outages."""

from __future__ import annotations

from cto.models import Outage

from kernel.resources.forms import ResourceForm


class OutageForm(ResourceForm):
    class Meta:
        model = Outage
        fields = ("service", "day", "minutes")

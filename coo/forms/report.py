"""The form of reports."""

from __future__ import annotations

from coo.models import Report
from kernel.resources.forms import ResourceForm


class ReportForm(ResourceForm):
    class Meta:
        model = Report
        fields = ("title", "narrative")

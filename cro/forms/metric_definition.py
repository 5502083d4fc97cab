"""The form of metric definitions."""

from __future__ import annotations

from cro.models import MetricDefinition
from kernel.resources.forms import ResourceForm


class MetricDefinitionForm(ResourceForm):
    class Meta:
        model = MetricDefinition
        fields = ("name", "kind", "unit", "currency", "better", "guardrail_margin")

"""Experiments as JSON."""

from __future__ import annotations

from cro.models import Experiment
from kernel.resources.api import ResourceSerializer


class ExperimentSerializer(ResourceSerializer):
    """It is started, stopped and decided by addresses of its own."""

    class Meta:
        model = Experiment
        fields = (
            "name",
            "status",
            "hypothesis",
            "metric",
            "segment",
            "method",
            "alpha",
            "power",
            "baseline",
            "minimum_effect",
            "planned_size",
            "planned_weeks",
            "starts_on",
            "ends_on",
            "multiple_exposures",
            "stopped_on",
            "plan_fixed_at",
            "plan",
            "decision",
            "decision_reason",
            "decided_on",
            "decided_by",
        )
        read_only_fields = (
            "status",
            "stopped_on",
            "plan_fixed_at",
            "plan",
            "decision",
            "decision_reason",
            "decided_on",
            "decided_by",
        )

"""Marketing plans as JSON."""

from __future__ import annotations

from cmo.models import MarketingPlan
from kernel.resources.api import ResourceSerializer


class MarketingPlanSerializer(ResourceSerializer):
    class Meta:
        model = MarketingPlan
        fields = (
            "name",
            "status",
            "start",
            "end",
            "objective",
            "goal_metric",
            "goal_baseline",
            "goal_target",
            "budget",
            "currency",
            "channel_allocation",
            "milestones",
            "risks",
        )

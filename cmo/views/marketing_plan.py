"""Marketing plans on screen: list, page and forms over the generic views."""

from __future__ import annotations

from typing import Any

from cmo import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class MarketingPlanList(ResourceList):
    model = models.MarketingPlan
    table_class = tables.MarketingPlanTable
    filterset_class = tables.MarketingPlanFilters
    search_fields = ("name", "objective")
    empty = "A plan sets a goal for ninety days, and splits a budget over channels."


class MarketingPlanDetail(ResourceDetail):
    model = models.MarketingPlan
    table_class = tables.MarketingPlanTable
    fields = (
        "objective",
        "status",
        "start",
        "end",
        "goal_metric",
        "goal_baseline",
        "goal_target",
        "budget",
    )

    def tools(self, row: Any) -> list[dict[str, Any]]:
        """The Plan screen first: goal, steps, budget and curves stand there."""
        seen = {
            "label": "Goal, steps and budget",
            "url": f"/cmo/plan/?plan={row.pk}",
            "icon": "flag",
        }
        return [seen, *super().tools(row)]


class MarketingPlanCreate(ResourceCreate):
    model = models.MarketingPlan
    form_class = forms.MarketingPlanForm


class MarketingPlanEdit(ResourceEdit):
    model = models.MarketingPlan
    form_class = forms.MarketingPlanForm


class MarketingPlanDelete(ResourceDelete):
    model = models.MarketingPlan


class MarketingPlanExport(ResourceExport):
    listing = MarketingPlanList

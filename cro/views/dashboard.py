"""The growth dashboard."""

from __future__ import annotations

from typing import Any

from cro import models
from cro.dashboard import dashboard
from cro.views.experiment import ExperimentList
from kernel.screens.dashboard_pages import DashboardPage


class Dashboard(DashboardPage):
    """`/cro/`: how tests stand, the way by day, what to decide, and the agents."""

    model = models.Experiment
    listing = ExperimentList
    template_name = "cro/dashboard.html"

    def parts(self) -> dict[str, Any]:
        """What the dashboard holds."""
        return dashboard(self.request)

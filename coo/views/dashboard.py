"""The operations dashboard."""

from __future__ import annotations

from typing import Any

from coo import models
from coo.dashboard import dashboard
from coo.views.task import TaskList
from kernel.screens.dashboard_pages import DashboardPage


class Dashboard(DashboardPage):
    """`/coo/`: how work flows, what is due first, what to decide, and the agents."""

    model = models.Task
    listing = TaskList
    template_name = "coo/dashboard.html"

    def parts(self) -> dict[str, Any]:
        """What the dashboard holds."""
        return dashboard(self.request)

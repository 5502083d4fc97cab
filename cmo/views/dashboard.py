"""The marketing dashboard."""

from __future__ import annotations

from typing import Any

from cmo import models
from cmo.dashboard import dashboard
from cmo.views.campaign import CampaignList
from kernel.screens.dashboard_pages import DashboardPage


class Dashboard(DashboardPage):
    """`/cmo/`: what marketing brought, what to decide, and the agents."""

    model = models.MetricsSnapshot
    listing = CampaignList
    template_name = "cmo/dashboard.html"

    def parts(self) -> dict[str, Any]:
        """What the dashboard holds."""
        return dashboard(self.request)

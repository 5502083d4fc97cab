"""The finance dashboard."""

from __future__ import annotations

from typing import Any

from cfo import models
from cfo.dashboard import dashboard
from cfo.views.transaction import TransactionList
from kernel.screens.dashboard_pages import DashboardPage


class Dashboard(DashboardPage):
    """`/cfo/`: what there is and how long it lasts, what to decide, and the agents."""

    model = models.Transaction
    listing = TransactionList
    template_name = "cfo/dashboard.html"

    def parts(self) -> dict[str, Any]:
        """What the dashboard holds."""
        return dashboard(self.request)

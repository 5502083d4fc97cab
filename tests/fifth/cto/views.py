"""Screens of the fifth module."""

from __future__ import annotations

from typing import Any

from cto import forms, models, selectors, tables
from django.http import HttpRequest, HttpResponse

from kernel.core.registry import module_of_role
from kernel.resources.views import ResourceCreate, ResourceDetail, ResourceExport, ResourceList
from kernel.resources.views.base import ResourceView
from kernel.screens.console import console
from kernel.tenancy import clock


class Dashboard(ResourceView):
    """`/cto/`: minutes down by service, and the agent."""

    model = models.Outage
    template_name = "cto/dashboard.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        first, last, found = selectors.outages(clock.today(), 28)
        return self.page(
            {
                "title": "Technology",
                "crumbs": [],
                "days": self.notation.day_range(first, last),
                "services": found,
                "console": console(request, module_of_role("cto")),
                "evidence": None,
            }
        )


class OutageList(ResourceList):
    model = models.Outage
    table_class = tables.OutageTable
    filterset_class = tables.OutageFilters
    search_fields = ("service",)


class OutageDetail(ResourceDetail):
    model = models.Outage
    fields = ("service", "day", "minutes")


class OutageCreate(ResourceCreate):
    model = models.Outage
    form_class = forms.OutageForm


class OutageExport(ResourceExport):
    listing = OutageList

"""The Forecast screen: fans of cash, revenue and spend, each category, payroll by head."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cfo import models
from cfo.forecasting import page
from kernel.resources.views.base import ResourceView, wants_fragment


class ForecastScreen(ResourceView):
    """`/cfo/forecast/`: what the latest run expects; `?currency=` and `?series=` choose."""

    model = models.Forecast
    template_name = "cfo/forecast.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = page.page(request, self.notation.currency, may_write=self.may_write)
        if wants_fragment(request) and "evidence" in request.GET:
            drawer = {"evidence": context["evidence"]}
            return render(request, "components/evidence_drawer.html", drawer)
        return self.page({**context, "crumbs": []})

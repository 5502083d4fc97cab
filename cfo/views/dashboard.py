"""The finance dashboard."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cfo import models
from cfo.dashboard import dashboard
from kernel.resources.views.base import ResourceView, wants_fragment


class Dashboard(ResourceView):
    """`/cfo/`: what there is and how long it lasts, what to decide, and the agents."""

    model = models.Transaction
    template_name = "cfo/dashboard.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = dashboard(request)
        if wants_fragment(request) and "evidence" in request.GET:
            drawer = {"evidence": context["evidence"]}
            return render(request, "components/evidence_drawer.html", drawer)
        return self.page({**context, "may_write": self.may_write, "crumbs": []})

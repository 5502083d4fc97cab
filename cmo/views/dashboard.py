"""The marketing dashboard."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cmo import models
from cmo.dashboard import dashboard
from kernel.resources.views.base import ResourceView, wants_fragment


class Dashboard(ResourceView):
    """`/cmo/`: what marketing brought, what to decide, and the agents."""

    model = models.MetricsSnapshot
    template_name = "cmo/dashboard.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = dashboard(request)
        if wants_fragment(request) and "evidence" in request.GET:
            drawer = {"evidence": context["evidence"]}
            return render(request, "components/evidence_drawer.html", drawer)
        return self.page({**context, "crumbs": []})

"""The operations dashboard."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coo import models
from coo.dashboard import dashboard
from kernel.resources.views.base import ResourceView, wants_fragment


class Dashboard(ResourceView):
    """`/coo/`: how work flows, what is due first, what to decide, and the agents."""

    model = models.Task
    template_name = "coo/dashboard.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = dashboard(request)
        if wants_fragment(request) and "evidence" in request.GET:
            drawer = {"evidence": context["evidence"]}
            return render(request, "components/evidence_drawer.html", drawer)
        return self.page({**context, "may_write": self.may_write, "crumbs": []})

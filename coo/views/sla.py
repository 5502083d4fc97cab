"""The SLA screen: promises by working time left."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coo import models, sla
from kernel.resources.views.base import ResourceView, wants_fragment


class Sla(ResourceView):
    """`/coo/sla/`: every promise by the working time left of it; `?team=` narrows it."""

    model = models.Process
    template_name = "coo/sla.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = sla.page(request, may_write=self.may_write)
        if wants_fragment(request) and "evidence" in request.GET:
            drawer = {"evidence": context["evidence"]}
            return render(request, "components/evidence_drawer.html", drawer)
        return self.page({**context, "crumbs": []})

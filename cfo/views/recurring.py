"""The charges that come back by themselves."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cfo import models
from cfo.spending import showing
from kernel.resources.views.base import ResourceView, wants_fragment


class Recurring(ResourceView):
    """`/cfo/recurring/`: every charge that the spending analyst found last, stopped ones apart."""

    model = models.Transaction
    template_name = "cfo/recurring.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = showing.page(request)
        if wants_fragment(request) and "evidence" in request.GET:
            drawer = {"evidence": context["evidence"]}
            return render(request, "components/evidence_drawer.html", drawer)
        return self.page({**context, "crumbs": [{"label": "Dashboard", "url": "/cfo/"}]})

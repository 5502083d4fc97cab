"""The programme: what was learnt, and which test comes next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cro import models, programme
from kernel.resources.views.base import ResourceView, wants_fragment


class Programme(ResourceView):
    """`/cro/programme/`: win rate, learnings, next tests by value against traffic."""

    model = models.Experiment
    template_name = "cro/programme.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = programme.page(request)
        if wants_fragment(request) and "evidence" in request.GET:
            drawer = {"evidence": context["evidence"]}
            return render(request, "components/evidence_drawer.html", drawer)
        return self.page({**context, "may_write": self.may_write, "crumbs": []})

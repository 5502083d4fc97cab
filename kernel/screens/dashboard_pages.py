"""The page of a module's dashboard: its parts, a list that works there, and a figure's drawer."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kernel.resources import addresses
from kernel.resources.views import ResourceList
from kernel.resources.views.base import ResourceView, capital, wants_fragment
from kernel.resources.views.embedding import embedded


class DashboardPage(ResourceView):
    """`/{role}/`. ``listing`` is the list whose rows the dashboard shows last."""

    listing: ClassVar[type[ResourceList]]

    def parts(self) -> dict[str, Any]:
        """The dashboard's own context; ``evidence`` is the figure that is asked for."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the drawer of one figure."""
        parts = self.parts()
        if wants_fragment(request) and "evidence" in request.GET:
            drawer = {"evidence": parts["evidence"]}
            return render(request, "components/evidence_drawer.html", drawer)
        model = self.listing.model
        listing = {
            "title": capital(str(model._meta.verbose_name_plural)),
            "link": {"label": "Open the list", "url": addresses.list_path(model)},
            "table": embedded(self.listing, request),
        }
        return self.page({**parts, "listing": listing, "may_write": self.may_write, "crumbs": []})

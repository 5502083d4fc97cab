"""A page over a row that keeps the figures of its text: each of them opens its rows."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kernel.core.facts import FactBook
from kernel.resources import addresses, changes
from kernel.resources.views import ResourceDetail
from kernel.resources.views.base import wants_fragment
from kernel.screens import evidence


class KeptFactsDetail(ResourceDetail):
    """`kept_in` is the column with the row's FactBook as JSON."""

    kept_in: ClassVar[str] = "facts"

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        """The page, or the drawer of one figure."""
        if wants_fragment(request) and "evidence" in request.GET:
            row: Any = changes.one(self.model, addresses.parse_id(id))
            book = FactBook.from_json(getattr(row, self.kept_in))
            asked = evidence.asked(request, book)
            return render(request, "components/evidence_drawer.html", {"evidence": asked})
        return super().get(request, id, **kwargs)

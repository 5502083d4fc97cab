"""Setup: what is known of brand, customers and offers, and what the agents still miss."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from cmo.models import BrandProfile
from cmo.setup import showing
from kernel.resources.views.base import ResourceView


class Setup(ResourceView):
    """`/cmo/setup/`: seven parts, each with its nearest next step; the intake beside them."""

    model = BrandProfile
    template_name = "cmo/setup.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page({**showing.page(request), "crumbs": []})

"""Settings of growth experiments."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from cro.models import Setting
from cro.settings_screen import beside, decided
from kernel.resources.views.base import ResourceView
from kernel.screens import module_settings


class Settings(ResourceView):
    """`/cro/settings/`: how tests are planned and judged, schedules, agents and files."""

    model = Setting
    template_name = "cro/settings.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = module_settings.page(request, self.module)
        own = {"decided": decided(request, self.may_write), "beside": beside(request)}
        return self.page({**shown, **own, "crumbs": []})

"""Settings of operations."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from coo.models import Setting
from coo.settings_screen import beside, decided
from kernel.resources.views.base import ResourceView
from kernel.screens import module_settings


class Settings(ResourceView):
    """`/coo/settings/`: promises and limits, what is kept, schedules, agents and files."""

    model = Setting
    template_name = "coo/settings.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = module_settings.page(request, self.module)
        own = {"decided": decided(request, self.may_write), "beside": beside(request)}
        return self.page({**shown, **own, "crumbs": []})

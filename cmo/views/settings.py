"""Settings of marketing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from cmo.models import CampaignChannel
from cmo.settings_screen import channels
from kernel.resources.views.base import ResourceView
from kernel.screens import module_settings


class Settings(ResourceView):
    """`/cmo/settings/`: channels, schedules, agents, files, and what the workspace decides."""

    model = CampaignChannel
    template_name = "cmo/settings.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = module_settings.page(request, self.module)
        return self.page({**shown, "channels": channels(request), "crumbs": []})

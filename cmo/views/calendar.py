"""The calendar: what goes out when, by month, by week or as a list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from cmo import calendar
from cmo.models import CalendarEvent
from kernel.resources.views.base import ResourceView


class Calendar(ResourceView):
    """`/cmo/calendar/`: the grid, its clashes and its silences."""

    model = CalendarEvent
    template_name = "cmo/calendar.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = calendar.page(request, may_write=self.may_write)
        new = {
            "label": "New event",
            "url": f"{self.list_path}new/",
            "icon": "plus",
            "primary": True,
        }
        words = "Campaigns and content bring their own entries; others are added on a day."
        return self.page(
            {
                **context,
                "tools": [{"label": "All entries", "url": self.list_path, "icon": "table-2"}]
                + ([new] if self.may_write else []),
                "empty_words": words,
                "empty_link": {"label": "Import calendar events", "url": "/imports/new/"}
                if self.may_write
                else None,
                "crumbs": [],
            }
        )

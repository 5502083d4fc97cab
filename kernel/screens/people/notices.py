"""``/notifications/``: what a person was told, in the workspace that they are in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from kernel.core.registry import get_all_modules
from kernel.decisions import notifications
from kernel.decisions.models import Notification
from kernel.decisions.redaction import RESTRICTED, redacted
from kernel.doors.accounts import next_of
from kernel.doors.door import as_uuid, door_of
from kernel.errors import NotFoundError
from kernel.formats import when
from kernel.resources.rights import notation, rights
from kernel.screens import figures, runs
from kernel.screens.people.paging import page_number, pager

URL = "/notifications/"
LINES_A_PAGE = 25


class Notices(View):
    """The person's lines, newest first; ``?show=unread`` leaves out what was read."""

    def get(self, request: HttpRequest) -> HttpResponse:
        unread = notifications.unread_count()
        only = request.GET.get("show") == "unread"
        lines = notifications.mine()
        if only:
            lines = lines.filter(read_at__isnull=True)
        pages = Paginator(lines, LINES_A_PAGE)
        found = pages.page(page_number(request, pages))
        context = {
            "title": "Notifications",
            "lede": _lede(unread, str(door_of(request).workspace)),
            "tools": _tools(unread),
            "shows": [
                {"label": "All", "url": URL, "current": not only},
                {"label": f"Unread, {unread}", "url": f"{URL}?show=unread", "current": only},
            ],
            "only": only,
            "lines": [_shown(request, line) for line in found],
            "pager": pager(request, found, "notification") if pages.num_pages > 1 else None,
            "here": request.get_full_path(),
        }
        return render(request, "kernel/people/notifications.html", context)


def _tools(unread: int) -> list[dict[str, Any]]:
    act = {"label": "Mark all as read", "url": f"{URL}reading/", "icon": "check", "post": True}
    return [act] if unread else []


def _lede(unread: int, workspace: str) -> str:
    return f"{unread} unread in {workspace}." if unread else f"All read in {workspace}."


def _shown(request: HttpRequest, line: Notification) -> dict[str, Any]:
    access = rights(request)
    manifest = next((m for m in get_all_modules() if m.id == line.module), None)
    book = redacted(line.facts, access, line.module)
    restricted = manifest is not None and not access.reads(manifest.id)
    now = runs.local(request, timezone.now())
    return {
        "id": str(line.pk),
        "role": manifest.role if manifest else "",
        "module": manifest.title if manifest else "",
        "severity": line.severity,
        "kind": line.get_kind_display(),
        "title": RESTRICTED.capitalize()
        if restricted
        else figures.plain(line.title, book, notation(request)),
        "body": "Your roles no longer open this module."
        if restricted
        else figures.plain(line.body, book, notation(request)),
        "url": "" if restricted else line.url,
        "when": when(runs.local(request, line.created_at), now),
        "unread": line.read_at is None,
    }


class Reading(View):
    """POST ``line`` marks one as read and goes on to what it is about; without it, all."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        named = request.POST.get("line")
        if named is None:
            notifications.mark_read()
            return redirect(URL)
        line = _line(as_uuid(named))
        notifications.mark_read([line.pk])
        return redirect(next_of(request, URL))


def _line(pk: UUID | None) -> Notification:
    found = notifications.mine().filter(pk=pk).first() if pk else None
    if found is None:
        raise NotFoundError("There is no such notification.")
    return found

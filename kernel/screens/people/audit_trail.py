"""``/settings/audit/``: what happened in the company, who did it, and when."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from kernel.audit.models import AuditEvent
from kernel.doors.door import as_uuid, door_of
from kernel.errors import KernelError
from kernel.resources.rights import notation
from kernel.screens import runs
from kernel.screens.people.paging import page_number, pager
from kernel.screens.people.settings import ManagedView, page
from kernel.tenancy.models import User, Workspace

URL = "/settings/audit/"
EVENTS_A_PAGE = 50
NOTHING_YET = {
    "icon": "history",
    "title": "Nothing has been noted yet",
    "text": "Who joined, what was decided, which settings changed: it stands here from now on.",
}
KINDS = {"schedule": "a schedule", "webhook": "a webhook", "support": "support"}


class AuditTrail(ManagedView):
    """The tenant's events, newest first; ``event`` narrows them to one kind."""

    def get(self, request: HttpRequest) -> HttpResponse:
        tenant = door_of(request).tenant
        rows = AuditEvent.objects.filter(tenant=tenant)
        known = list(rows.order_by("event").values_list("event", flat=True).distinct())
        chosen = request.GET.get("event", "")
        if chosen and chosen not in known:
            raise KernelError(
                "invalid_parameter", detail=f"“event” is one of: {', '.join(known) or 'none yet'}."
            )
        if chosen:
            rows = rows.filter(event=chosen)
        pages = Paginator(rows.order_by("-at", "-id"), EVENTS_A_PAGE)
        found = pages.page(page_number(request, pages))
        names = _names(found)
        context = {
            "title": "Audit",
            "lede": f"What happened in {tenant}. Events are added, never changed.",
            "table": {
                "id": "events",
                "noun": "events",
                "caption": "Events, newest first",
                "columns": [
                    {"label": name} for name in ("Event", "When", "Who", "What", "Particulars")
                ],
                "rows": [_row(request, event, names) for event in found],
                "filters": {"fields": [_filter(known, chosen)], "action": URL},
                "chips": [{"text": "Event is", "value": _words(chosen), "remove": URL}]
                if chosen
                else [],
                "pager": pager(request, found, "event"),
                "state": None if known else NOTHING_YET,
            },
        }
        return page(request, "audit", context)


def _filter(known: Iterable[str], chosen: str) -> dict[str, Any]:
    options = [
        {"value": event, "label": _words(event), "selected": event == chosen} for event in known
    ]
    return {
        "kind": "select",
        "name": "event",
        "label": "Event",
        "blank": "All events",
        "options": options,
    }


def _names(events: Iterable[AuditEvent]) -> dict[str, str]:
    """People and workspaces that the page's events speak of, by id."""
    texts = {text for event in events for text in (event.principal, event.subject)}
    texts |= {str(event.workspace_id) for event in events if event.workspace_id}
    ids: set[UUID] = {found for text in texts if (found := as_uuid(text))}
    people = User.objects.filter(pk__in=ids)
    spaces = Workspace.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(person.pk): str(person) for person in people} | {
        str(pk): name for pk, name in spaces
    }


def _words(event: str) -> str:
    """ "member.roles_set" is "Member: roles set"."""
    noun, _, rest = event.replace("_", " ").partition(".")
    return f"{noun.capitalize()}: {rest}" if rest else noun.capitalize()


def _row(request: HttpRequest, event: AuditEvent, names: dict[str, str]) -> dict[str, Any]:
    at = runs.local(request, event.at)
    workspace = names.get(str(event.workspace_id), "") if event.workspace_id else ""
    return {
        "id": str(event.pk),
        "name": _words(event.event),
        "cells": [
            {"label": "When", "text": f"{notation(request).day(at.date())}, {at:%H:%M:%S}"},
            {"label": "Who", "text": _who(event, names), "sub": workspace},
            {"label": "What", "text": names.get(event.subject, event.subject)},
            {"label": "Particulars", "text": _detail(event.detail, names)},
        ],
    }


def _who(event: AuditEvent, names: dict[str, str]) -> str:
    """A person by name, others by what they are."""
    who = names.get(event.principal) or KINDS.get(event.kind, event.principal)
    return f"{who}, as support" if event.kind == "support" and event.principal in names else who


def _detail(detail: dict[str, Any], names: dict[str, str]) -> str:
    """The event's particulars on one line."""
    parts = []
    for key, value in detail.items():
        if isinstance(value, list):
            text = ", ".join(map(str, value)) or "none"
        elif isinstance(value, dict):
            text = json.dumps(value, ensure_ascii=False)
        else:
            text = names.get(str(value), str(value))
        parts.append(f"{key.replace('_', ' ')}: {text}")
    return "; ".join(parts)

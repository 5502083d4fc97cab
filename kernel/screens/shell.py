"""Header, navigation and tabs of every page: what the person may read, and what waits."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import connections
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kernel.core.manifest import Manifest, screen_path
from kernel.core.registry import get_all_modules
from kernel.decisions.overview import recommendation_models
from kernel.doors.door import Door, door_of
from kernel.resources.rights import notation
from kernel.tenancy.access import Access
from kernel.tenancy.clock import tenant_date
from kernel.tenancy.scope import DATABASE

KEYS = {"cmo": "g m", "cro": "g e", "cfo": "g f", "coo": "g o"}
"""Shortcuts of the design; a module that is not named here has none."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the counts of the navigation say."""

    approvals: int = 0
    runs: int = 0
    unread: int = 0


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``shell``, ``toasts`` and ``notes`` of base.html, made where shown."""
    told = {
        "toasts": SimpleLazyObject(lambda: _toasts(request)),
        "notes": SimpleLazyObject(lambda: _notes(request)),
    }
    door = door_of(request)
    if door.tenant is None or door.workspace is None or door.access is None:
        return told
    notation(request)
    return {**told, "shell": SimpleLazyObject(lambda: _build(request, door))}


def _toasts(request: HttpRequest) -> list[dict[str, Any]]:
    """What was done. A message whose tags begin with ``undo`` names the row to take back."""
    made = []
    for message in messages.get_messages(request):
        if message.level >= messages.ERROR:
            continue
        word, _, row = (message.extra_tags or "").partition(" ")
        undo = _undo(request, row) if word == "undo" and row else None
        made.append({"text": str(message), "undo": undo})
    return made


def _undo(request: HttpRequest, row: str) -> dict[str, Any]:
    """Takes back what was done to a row, and returns to this page."""
    here = {"name": "next", "value": request.get_full_path()}
    return {"label": "Undo", "url": f"{row}undo/", "hidden": [here]}


def _notes(request: HttpRequest) -> list[str]:
    """What was refused: errors are never toasts."""
    return [str(m) for m in messages.get_messages(request) if m.level >= messages.ERROR]


def readable(access: Access) -> list[Manifest]:
    """The modules that the person may read, in the registry's order."""
    return [manifest for manifest in get_all_modules() if access.reads(manifest.id)]


def short_name(manifest: Manifest) -> str:
    """ "AI CMO Module" is "AI CMO"."""
    return manifest.name.removesuffix(" Module")


def _build(request: HttpRequest, door: Door) -> dict[str, Any]:
    assert door.access is not None
    modules = readable(door.access)
    waiting = _waiting(door)
    path = request.path_info
    return {
        "header": _header(request, door, waiting),
        "nav": {
            "home_url": "/",
            "top": _top(path, waiting),
            "modules": [_module(manifest, path) for manifest in modules],
            "foot": _foot(path, bool(modules)),
        },
        "tabs": [
            {"label": "Briefing", "url": "/", "icon": "sunrise", "current": path == "/"},
            *(
                {
                    "label": manifest.short,
                    "url": f"{manifest.ui.base_path}/",
                    "role": manifest.role,
                    "current": _inside(path, manifest),
                }
                for manifest in modules
            ),
        ],
    }


def _header(request: HttpRequest, door: Door, waiting: Waiting) -> dict[str, Any]:
    assert door.tenant is not None
    assert door.workspace is not None
    assert door.user is not None
    day = tenant_date(door.tenant, door.workspace.timezone)
    return {
        "tenant": door.tenant.name,
        "workspace": door.workspace.name,
        "tenant_url": "/switch/",
        "workspace_url": "/switch/",
        "as_of": f"{day:%a} {day.day} {day:%b %Y}",
        "demo": door.tenant.is_demo,
        "notifications": {"url": "/notifications/", "unread": waiting.unread},
        "person": {
            "name": door.user.name or door.user.email,
            "email": door.user.email,
            "url": "/settings/account/",
        },
        "appearance_url": "/appearance/",
        "logout_url": settings.LOGIN_URL.replace("login", "logout"),
    }


def _top(path: str, waiting: Waiting) -> list[dict[str, Any]]:
    return [
        {"label": "Briefing", "url": "/", "icon": "sunrise", "current": path == "/", "keys": "g b"},
        {
            "label": "Approvals",
            "url": "/approvals/",
            "icon": "list-checks",
            "current": path.startswith("/approvals/"),
            "count": str(waiting.approvals or ""),
            "words": "waiting",
            "keys": "a",
        },
        {
            "label": "Runs",
            "url": "/runs/",
            "icon": "history",
            "current": path.startswith("/runs/"),
            "count": f"{waiting.runs} running" if waiting.runs else "",
            "quiet": True,
        },
    ]


def _foot(path: str, reads: bool) -> list[dict[str, Any]]:
    links = [("Imports", "/imports/", "upload"), ("Proof", "/proof/", "scale")] if reads else []
    return [
        {"label": label, "url": url, "icon": icon, "current": path.startswith(url)}
        for label, url, icon in [*links, ("Settings", "/settings/", "settings")]
    ]


def _module(manifest: Manifest, path: str) -> dict[str, Any]:
    here = _inside(path, manifest)
    return {
        "role": manifest.role,
        "name": manifest.title,
        "short": manifest.short,
        "url": f"{manifest.ui.base_path}/",
        "here": here,
        "current": path == f"{manifest.ui.base_path}/",
        "keys": KEYS.get(manifest.role, ""),
        "screens": [
            {
                "label": screen,
                "url": (url := screen_url(manifest, screen)),
                "current": path == url or (path.startswith(url) and screen != "Dashboard"),
            }
            for screen in manifest.ui.primary_screens
        ],
    }


def screen_url(manifest: Manifest, screen: str) -> str:
    """Where a primary screen lives: the dashboard at the module's root."""
    base = f"{manifest.ui.base_path}/"
    return base if screen == "Dashboard" else f"{base}{screen_path(screen)}/"


def _inside(path: str, manifest: Manifest) -> bool:
    return path.startswith(f"{manifest.ui.base_path}/")


def _waiting(door: Door) -> Waiting:
    connection = connections[DATABASE]
    if connection.in_atomic_block and connection.needs_rollback:
        return Waiting()
    with nullcontext() if connection.in_atomic_block else door.scope():
        return _count(door)


def _count(door: Door) -> Waiting:
    """All counts in one query."""
    assert door.user is not None
    assert door.tenant is not None
    assert door.workspace is not None
    place = "tenant_id = %(tenant)s AND workspace_id = %(workspace)s"
    waits = (
        "status IN ('pending', 'approved') AND coalesce(expires_at > now(), true) "
        "AND coalesce(snoozed_until <= now(), true)"
    )
    pending = " + ".join(
        f"(SELECT count(*) FROM {model._meta.db_table} WHERE {place} AND {waits})"  # noqa: S608 - names of our own tables
        for model in recommendation_models(door.access)
    )
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(
            f"SELECT {pending or '0'}, "  # noqa: S608
            f"(SELECT count(*) FROM agent_runs WHERE {place} AND status IN ('queued', 'running')), "
            f"(SELECT count(*) FROM notifications WHERE {place} AND user_id = %(user)s "
            "AND read_at IS NULL)",
            {
                "tenant": door.tenant.pk,
                "workspace": door.workspace.pk,
                "user": door.user.pk,
            },
        )
        row = cursor.fetchone()
    return Waiting(*row) if row else Waiting()

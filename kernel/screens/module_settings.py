"""What every module's settings screen shows: schedules, agents, files, phrases, and who may."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from kernel.core import routing
from kernel.core.manifest import Manifest, label
from kernel.doors.door import door_of
from kernel.formats import day, when
from kernel.formats.dates import WEEKDAYS
from kernel.gateway import available
from kernel.resources.imports.kinds import ImportKind, kinds
from kernel.resources.models import BatchStatus, ImportBatch, ImportLayout
from kernel.resources.rights import rights
from kernel.runs.crontimes import in_words, next_due
from kernel.runs.models import AgentRun
from kernel.screens import runs

WORKSPACE = "/settings/workspace/"


def page(request: HttpRequest, manifest: Manifest) -> dict[str, Any]:
    """Context of kernel/_module_settings.html."""
    door = door_of(request)
    assert door.workspace is not None
    assert door.tenant is not None
    may = rights(request).writes(manifest.id)
    roles = list(dict.fromkeys(("owner", "admin", *manifest.permissions.role)))
    return {
        "title": "Settings",
        "lede": f"{manifest.title} in {door.workspace.name}: what it knows, and when it runs.",
        "schedules": [_schedule(request, spec.function, spec.cron) for spec in
                      manifest.schedules.values()],
        "stands": _stands(request),
        "agents": [_agent(request, manifest, mode) for mode in manifest.modes],
        "engine": _engine(),
        "imports": [_import(request, kind, may=may) for kind in kinds()
                    if kind.manifest.id == manifest.id],
        "layouts": _layouts(request, manifest),
        "phrases": list(door.workspace.set_phrases),
        "facts": _facts(request),
        "roles": ", ".join(roles),
        "manages": rights(request).manages,
        "workspace_link": {"label": "Workspace settings", "url": WORKSPACE},
    }  # fmt: skip


def _schedule(request: HttpRequest, function: str, cron: str) -> dict[str, Any]:
    """A schedule's time in words, its next start by the workspace's clock, and its last run."""
    door = door_of(request)
    assert door.workspace is not None
    assert door.tenant is not None
    zone = zoneinfo.ZoneInfo(door.workspace.timezone)
    made = routing.function_for(function)
    due = None
    if door.tenant.as_of is None:
        due = next_due(cron, zone, timezone.now())
    last = AgentRun.objects.filter(agent=function).order_by("-created_at").first()
    return {
        "title": made.title,
        "does": f"{made.reads} {made.writes}",
        "name": function,
        "when": in_words(cron),
        "next": _moment(due.astimezone(zone)) if due else "",
        "last": runs.history(request, [last])[0] if last else None,
    }


def _moment(local: dt.datetime) -> str:
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"


def _stands(request: HttpRequest) -> str:
    """Why nothing starts by itself, where the company's date stands still."""
    tenant = door_of(request).tenant
    if tenant is None or tenant.as_of is None:
        return ""
    return f"{tenant.name} stands at {day(tenant.as_of)}, so no schedule starts by itself."


def _agent(request: HttpRequest, manifest: Manifest, mode: str) -> dict[str, Any]:
    spec = routing.agent_for(manifest, mode)
    function = routing.function_for(spec.function)
    last = AgentRun.objects.filter(agent=spec.function).order_by("-created_at").first()
    return {
        "title": function.title,
        "mode": label(mode),
        "does": f"{function.reads} {function.writes}",
        "url": f"/runs/console/{manifest.role}/?mode={mode}",
        "last": runs.history(request, [last])[0] if last else None,
    }


def _engine() -> dict[str, str]:
    found = available()
    return {"kind": found.kind, "name": found.name if found.kind == "model" else ""}


def _import(request: HttpRequest, kind: ImportKind, *, may: bool) -> dict[str, Any]:
    """A kind of import with its sample and the last file that came in."""
    batches = ImportBatch.objects.filter(
        module=kind.manifest.id, kind=kind.name, status=BatchStatus.IMPORTED
    )
    last = batches.order_by("-imported_at").first()
    said = ""
    if last is not None and last.imported_at is not None:
        moment = when(runs.local(request, last.imported_at), runs.local(request, timezone.now()))
        said = f"{last}, {moment}"
    return {
        "title": kind.title,
        "about": kind.about,
        "sample": f"/imports/samples/{kind.full_name}/",
        "url": f"/imports/new/?kind={kind.name}" if may else "",
        "last": {"said": said, "url": f"/imports/{last.pk}/"} if last is not None else None,
    }


def _layouts(request: HttpRequest, manifest: Manifest) -> list[dict[str, Any]]:
    """Which header of a file goes to which column, for each layout that came before."""
    titles = {kind.name: kind.title for kind in kinds() if kind.manifest.id == manifest.id}
    rows = ImportLayout.objects.filter(module=manifest.id).order_by("-updated_at")
    return [
        {
            "title": titles.get(row.kind, row.kind),
            "columns": [
                {"name": str(column).replace("_", " "), "value": str(head)}
                for column, head in row.mapping.items()
                if head
            ],
            "when": when(runs.local(request, row.updated_at), runs.local(request, timezone.now())),
            "headers": len(row.header),
        }
        for row in rows
    ]


def _facts(request: HttpRequest) -> list[dict[str, str]]:
    """The workspace's settings that the module works by."""
    workspace = door_of(request).workspace
    assert workspace is not None
    return [
        {"name": "Time zone", "value": workspace.timezone},
        {"name": "Currency", "value": workspace.currency},
        {"name": "The week begins on", "value": WEEKDAYS[workspace.first_weekday - 1]},
        {"name": "Numbers", "value": workspace.get_number_format_display()},
    ]

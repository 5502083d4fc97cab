"""The first steps of a new company: import, run, invite; each knows whether it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.templatetags.static import static

from kernel.core.manifest import AgentSpec, Manifest
from kernel.core.registry import get_all_modules
from kernel.doors.door import door_of
from kernel.resources.models import BatchStatus, ImportBatch
from kernel.resources.rights import rights
from kernel.runs.models import AgentRun
from kernel.runs.states import RunStatus
from kernel.tenancy.models import Invitation, Membership


def checklist(request: HttpRequest) -> list[dict[str, Any]]:
    """Items of components/checklist.html; none for the demo, whose steps are taken already.

    A person sees the steps that their roles can take.
    """
    door = door_of(request)
    if door.tenant is None or door.tenant.is_demo:
        return []
    access = rights(request)
    modules = [manifest for manifest in get_all_modules() if access.writes(manifest.id)]
    items = [*_import_step(modules), *_run_step(modules)]
    if access.manages:
        items.append(_invite_step())
    for item in items:
        if not item["done"]:
            item["now"] = True
            break
    return items


def _import_step(modules: Sequence[Manifest]) -> list[dict[str, Any]]:
    kinds = [(manifest, kind) for manifest in modules for kind in manifest.imports]
    if not kinds:
        return []
    done = ImportBatch.objects.filter(
        module__in=[manifest.id for manifest, _ in kinds], status=BatchStatus.IMPORTED
    ).exists()
    return [
        {
            "title": "Import your figures",
            "text": "A CSV file is enough. You see every row before anything is stored, and an "
            "import can be undone.",
            "done": done,
            "url": "/imports/" if done else "/imports/new/",
            "label": "Import",
            "also": [] if done else _samples(kinds),
        }
    ]


def _samples(kinds: Sequence[tuple[Manifest, str]]) -> list[dict[str, str]]:
    """``static/samples/{kind}.csv`` of each kind; of a module without any, what it takes first."""
    found, named = [], set()
    for manifest, kind in kinds:
        path = f"samples/{kind.replace('-', '_')}.csv"
        if finders.find(path):
            url = static(path)
        elif manifest.id not in named:
            url = f"/imports/samples/{manifest.role}/{kind}/"
        else:
            continue
        named.add(manifest.id)
        found.append({"label": f"Sample file: {kind.replace('-', ' ')}", "url": url})
    return found


def _run_step(modules: Sequence[Manifest]) -> list[dict[str, Any]]:
    found = [(manifest, agent) for manifest in modules if (agent := _analyst(manifest))]
    if not found:
        return []
    manifest, agent = _first(found)
    name = agent.key.replace("-", " ")
    done = (
        AgentRun.objects.filter(
            module__in=[manifest.id for manifest, _ in found], status=RunStatus.SUCCEEDED
        )
        .exclude(output__needs__0__isnull=False)
        .exists()
    )
    return [
        {
            "title": f"Run the {name}",
            "text": "It reads what you imported, says what it found with the rows behind each "
            "figure, and proposes what to change. Nothing changes before you approve it.",
            "done": done,
            "url": f"/runs/console/{manifest.role}/?mode={agent.mode}",
            "label": "Run it",
        }
    ]


def _first(found: list[tuple[Manifest, AgentSpec]]) -> tuple[Manifest, AgentSpec]:
    """The analyst of the module that last took rows in, or of the first one."""
    last = (
        ImportBatch.objects.filter(
            module__in=[manifest.id for manifest, _ in found], status=BatchStatus.IMPORTED
        )
        .order_by("-imported_at")
        .values_list("module", flat=True)
        .first()
    )
    return next((pair for pair in found if pair[0].id == last), found[0])


def _analyst(manifest: Manifest) -> AgentSpec | None:
    """The module's last agent that reads rows, which is the one an import makes useful.

    Agents stand in the order in which things are built up; those before it need drafts as well.
    """
    return next(
        (agent for agent in reversed(list(manifest.agents.values())) if agent.sources), None
    )


def _invite_step() -> dict[str, Any]:
    done = Membership.objects.count() > 1 or Invitation.objects.exists()
    return {
        "title": "Invite someone",
        "text": "You choose their roles and workspaces, and hand over a link that works once.",
        "done": done,
        "url": "/settings/members/invitation/",
        "label": "Invite",
    }

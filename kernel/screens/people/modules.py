"""``/settings/modules/``: which modules the company uses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from kernel import audit
from kernel.core.manifest import Manifest
from kernel.core.registry import get_all_modules, get_module, unavailable
from kernel.errors import KernelError
from kernel.screens.people.settings import ManagedView, page
from kernel.tenancy.models import TenantModule

URL = "/settings/modules/"


class Modules(ManagedView):
    """Every module that stands, on or off, and those that cannot start, with the reason."""

    def get(self, request: HttpRequest) -> HttpResponse:
        switches = dict(TenantModule.objects.values_list("module_id", "enabled"))
        modules = [_shown(manifest, switches.get(manifest.id)) for manifest in get_all_modules()]
        broken = [{"name": name, "reason": reason} for name, reason in unavailable().items()]
        on = sum(module["enabled"] for module in modules)
        context = {
            "title": "Modules",
            "lede": f"{on} of {len(modules)} switched on.",
            "modules": modules,
            "broken": broken,
        }
        return page(request, "modules", context)


def _shown(manifest: Manifest, enabled: bool | None) -> dict[str, Any]:
    """``enabled`` is None where the company has never had the module."""
    return {
        "id": manifest.id,
        "role": manifest.role,
        "title": manifest.title,
        "name": manifest.name,
        "version": manifest.version,
        "description": manifest.description,
        "roles": ", ".join(dict.fromkeys(("owner", "admin", *manifest.permissions.role))),
        "enabled": bool(enabled),
        "had": enabled is not None,
        "url": f"{URL}{manifest.id}/",
    }


class ModuleSwitch(ManagedView):
    """POST ``enabled`` "on" or "off": its rows stay, its pages, agents and schedules rest."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, module: str) -> HttpResponse:
        manifest = get_module(module)
        wanted = request.POST.get("enabled")
        if wanted not in ("on", "off"):
            raise KernelError("invalid_parameter", detail="“enabled” is on or off.")
        changed = (
            TenantModule.objects.filter(module_id=manifest.id)
            .exclude(enabled=wanted == "on")
            .update(enabled=wanted == "on", updated_at=timezone.now())
        )
        if changed:
            audit.record(f"module.switched_{wanted}", subject=manifest.id)
            messages.success(request, f"{manifest.title} is {wanted}.")
        elif not TenantModule.objects.filter(module_id=manifest.id).exists():
            messages.error(
                request,
                f"{manifest.title} was added after this company began. "
                "Staff of the platform can give it to you.",
            )
        return redirect(URL)

"""``/settings/isolation/``: the walls between tenants, read from the database now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from kernel.resources.rights import rights
from kernel.screens.people.settings import ManagedView, page
from kernel.tenancy import isolation
from kernel.tenancy.allowlist import ALLOWED

GUARDS = {
    "allow-list": "Every table holds a tenant's rows, or stands on the list below with its reason",
    "manifest": "Every table of a module is named by its manifest",
    "RLS": "Row-level security is on",
    "FORCE": "It binds the owner of the tables too",
    "policy": "Every policy asks the signed context",
    "TO": "Every policy names the login that it is for",
    "grant": "No login holds more rights than were listed for it",
    "unique": "What must be unique is so within a tenant, and tells nothing of others",
    "composite key": "No row points into another tenant or workspace",
    "definer": "Functions that look people up run with their owner's rights",
    "definer's owner": "That owner is a role without tables and without a login",
    "search path": "They cannot be led to other tables by a search path",
    "parallel": "They are not run in parallel workers, which have no context",
    "role": "The logins' roles are no stronger than they should be",
    "view": "No view reads around the policies",
    "schema": "No login makes tables while the product runs",
    "trigger": "A person's row is changed by that person",
}
"""A sentence for each guard; one that is not named here shows by its own name."""


class Isolation(ManagedView):
    """The catalogue check as a page; staff of the platform may look too."""

    def may_enter(self, request: HttpRequest) -> bool:
        return rights(request).manages or bool(getattr(request.user, "is_staff", False))

    def get(self, request: HttpRequest) -> HttpResponse:
        catalogue = isolation.read()
        found = isolation.faults(catalogue)
        walled = [name for name in catalogue.tables if name not in ALLOWED]
        context = {
            "title": "Isolation",
            "lede": f"{len(walled)} tables hold tenants' rows behind walls; "
            f"{len(ALLOWED)} stand outside, each with its reason.",
            "guards": guards(found),
            "faults": found,
            "allowed": [
                {"name": name, "value": allowed.reason} for name, allowed in sorted(ALLOWED.items())
            ],
        }
        return page(request, "isolation", context)


def guards(found: list[isolation.Fault]) -> list[dict[str, Any]]:
    """Each guard with what is missing of it."""
    names = [*GUARDS, *sorted({fault.guard for fault in found} - set(GUARDS))]
    return [
        {
            "name": name,
            "about": GUARDS.get(name, ""),
            "faults": [fault for fault in found if fault.guard == name],
        }
        for name in names
    ]

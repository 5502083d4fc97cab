"""Tenants and people by the product's own services; prints who they are as JSON.

A program of its own (`python -m benchmarks.people COUNT BUSY`) that runs with the app login.
The first tenant is the large one, with a small workspace beside; the next BUSY ones are looked
at; the last has the demo company's metrics, for agent runs.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any

import django

AS_OF = dt.date(2026, 1, 31)
SEED = 20260101


def main(count: int, busy: int) -> dict[str, Any]:
    """Make `count` tenants with an owner each; answers the plan that every side follows."""
    users = _users(count)
    homes = [_tenant(user, f"Bench {number}") for number, user in enumerate(users)]
    looked_at = [
        {**_place(user, home), **_session(user, home)}
        for user, home in zip(users[1 : busy + 1], homes[1 : busy + 1], strict=True)
    ]
    return {
        "large": {**_place(users[0], homes[0]), "small": _small_workspace(users[0], homes[0])},
        "busy": looked_at,
        "others": [_place(u, h) for u, h in zip(users[busy + 1 :], homes[busy + 1 :], strict=True)],
        "demo": _demo(users[0]),
        "template": _template(users[0], homes[0]),
    }


def _users(count: int) -> list[Any]:
    from kernel.tenancy.models import User

    people = [User(email=f"owner{number}@bench.example") for number in range(count)]
    for person in people:
        person.set_unusable_password()
    return User.objects.bulk_create(people, batch_size=500)


def _tenant(user: Any, name: str) -> Any:
    from kernel.tenancy import services
    from kernel.tenancy.scope import identity_scope

    with identity_scope(user.pk):
        return services.create_tenant(name=name, modules=("ai_cmo",))


def _place(user: Any, home: Any) -> dict[str, str]:
    return {
        "user": str(user.pk),
        "tenant": str(home.tenant_id),
        "workspace": str(home.workspace_id),
    }


def _small_workspace(user: Any, home: Any) -> str:
    from kernel.tenancy.models import Workspace
    from kernel.tenancy.scope import tenant_scope

    with tenant_scope(home.tenant_id, principal=user.pk, wide=True):
        return str(Workspace.objects.create(name="Small", slug="small").pk)


def _session(user: Any, home: Any) -> dict[str, str]:
    """The cookie of somebody who is logged in and has been in their tenant before.

    The product stores a hash of it; Django's own store finds the row by what is stored.
    """
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from kernel.doors.where import PLACE
    from kernel.tenancy.sessions import SessionStore, hashed

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[PLACE] = {
        "tenant": str(home.tenant_id),
        "workspace": str(home.workspace_id),
        "chosen": False,
    }
    session.create()
    key = str(session.session_key)
    return {"session": key, "plain session": hashed(key)}


def _demo(user: Any) -> dict[str, str]:
    from cmo.demo_data import seed
    from kernel.tenancy import services
    from kernel.tenancy.models import Tenant
    from kernel.tenancy.scope import identity_scope, tenant_scope

    with identity_scope(user.pk):
        home = services.create_tenant(
            name="Bench demo", workspace="Europe", currency="EUR", modules=("ai_cmo",)
        )
    with tenant_scope(home.tenant_id, home.workspace_id, principal=user.pk) as scope:
        Tenant.objects.filter(pk=home.tenant_id).update(as_of=AS_OF)
        if not seed(scope, SEED, quiet=False):
            raise SystemExit("The demo company has no workspace called europe.")
    return _place(user, home)


def _template(user: Any, home: Any) -> str:
    """A campaign that every other row is a copy of."""
    from cmo.models import Campaign
    from kernel.tenancy.scope import tenant_scope

    with tenant_scope(home.tenant_id, home.workspace_id, principal=user.pk):
        return str(
            Campaign.objects.create(
                name="Campaign",
                objective="Bring readers of the newsletter back to the shop",
                start=AS_OF,
                end=AS_OF + dt.timedelta(days=60),
                budget=1_250_000,
                currency="EUR",
                owner_id=user.pk,
            ).pk
        )


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))

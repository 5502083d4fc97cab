"""Tables without row-level security: each with its reason and the most that may be granted.

Grants map a group role to its verbs; ``isolation_check`` is red on any grant beyond them.
"""

from __future__ import annotations

from typing import NamedTuple


class Allowed(NamedTuple):
    """Why a table stands outside the walls, and who may do what to it."""

    reason: str
    app: frozenset[str] = frozenset()
    service: frozenset[str] = frozenset()
    auth: frozenset[str] = frozenset()


_READ = frozenset({"SELECT"})
_ALL = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})

ALLOWED: dict[str, Allowed] = {
    "django_migrations": Allowed("the owner's list of migrations", app=_READ, service=_READ),
    "django_content_type": Allowed("names of models, no tenant's data", app=_READ),
    "auth_permission": Allowed("names of Django's permissions, unused", app=frozenset()),
    "auth_group": Allowed("Django's groups, unused", app=frozenset()),
    "auth_group_permissions": Allowed("Django's groups, unused", app=frozenset()),
    "django_admin_log": Allowed("Django's admin log, unused: audit_events stands in for it"),
    "django_session": Allowed("read before anyone is known; keyed by a hash", app=_ALL),
    "users": Allowed(
        "read before anyone is known; passwords are Argon2 hashes; a trigger guards writes",
        app=frozenset({"SELECT", "INSERT", "UPDATE"}),
        auth=_READ,
    ),
    "run_queue": Allowed("claimed and swept for all tenants; no payload", app=_ALL, auth=_ALL),
    "schedule_slots": Allowed(
        "found by the scheduler for all tenants; no payload",
        app=frozenset({"SELECT", "UPDATE", "DELETE"}),
        service=frozenset({"SELECT", "INSERT", "UPDATE"}),
    ),
    "counters": Allowed("counts of the rate limits, keyed by hashes; no tenant's data", app=_ALL),
    "refresh_families": Allowed(
        "a refresh comes in before anyone is known; tokens are hashes of their ids", app=_ALL
    ),
}

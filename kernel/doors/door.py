"""What the middleware found out about a request: who, where, and with which rights."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connections
from django.http import HttpRequest

from kernel.core.manifest import Manifest
from kernel.doors.marks import Mark
from kernel.errors import KernelUsageError
from kernel.limits.rates import Usage
from kernel.tenancy.access import Access
from kernel.tenancy.models import Tenant, User, Workspace
from kernel.tenancy.scope import DATABASE, Kind, Scope, tenant_scope

MACHINE_PATHS = ("/api/", "/webhooks/", "/healthz", "/readyz", "/metrics")


class By(StrEnum):
    """How the caller showed who they are."""

    SESSION = "session"
    TOKEN = "token"  # noqa: S105 - a name


@dataclass
class Door:
    """One request's way in; ``request.door``. What is unknown is None."""

    mark: Mark = field(default_factory=Mark)
    manifest: Manifest | None = None
    user: User | None = None
    by: By | None = None
    tenant: Tenant | None = None
    workspace: Workspace | None = None
    access: Access | None = None
    usage: Usage | None = None
    failed: bool = False

    @property
    def scope_args(self) -> dict[str, Any]:
        """Keywords for ``tenant_scope``: this person in this tenant and workspace."""
        if self.user is None or self.tenant is None:
            raise KernelUsageError("This door has no tenant, so no scope can be opened.")
        return {
            "tenant_id": self.tenant.pk,
            "workspace_id": self.workspace.pk if self.workspace else None,
            "kind": Kind.USER,
            "principal": self.user.pk,
        }

    @contextmanager
    def scope(self) -> Iterator[Scope]:
        """A short scope of a door with own transactions; no connection is held after it."""
        try:
            with tenant_scope(**self.scope_args) as scope:
                yield scope
        finally:
            release()

    def fail(self) -> None:
        """Whatever this request has written is rolled back."""
        self.failed = True


def release() -> None:
    """Give the thread's connection back to the pool, unless a transaction is open."""
    connection = connections[DATABASE]
    if not connection.in_atomic_block:
        connection.close()


def door_of(request: HttpRequest) -> Door:
    """The request's door; one that knows nothing where the middleware was not reached."""
    found = getattr(request, "door", None)
    return found if isinstance(found, Door) else Door()


def is_machine(request: HttpRequest) -> bool:
    """Whether the caller is a program: refusals are told as problem+json, not as a page."""
    return request.path_info.startswith(MACHINE_PATHS)


def as_uuid(text: object) -> UUID | None:
    """A UUID in its usual 36 characters, or None."""
    try:
        return UUID(str(text)) if len(str(text)) == 36 else None
    except ValueError:
        return None

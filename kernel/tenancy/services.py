"""Tenants, memberships, invitations and support grants: thin calls of the database's functions.

The functions check the caller's rank themselves, so nothing here can be talked around; what comes
back as a refusal of PostgreSQL is told as a KernelError.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connections, transaction
from django.utils import timezone

from kernel.errors import ConflictError, KernelError, NotFoundError
from kernel.ids import uuid7
from kernel.tenancy.scope import DATABASE

INVITATION_LIFE = dt.timedelta(days=7)
SUPPORT_MINUTES = 60


@dataclass(frozen=True)
class NewTenant:
    """The ids of a tenant that was just made."""

    tenant_id: UUID
    workspace_id: UUID


def hash_token(token: str) -> str:
    """How tokens that open a door are stored: SHA-256, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def slugify(name: str) -> str:
    """A slug of at most 48 characters; the caller adds to it where it is taken."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:48].strip("-") or "company"


def create_tenant(
    *,
    name: str,
    slug: str | None = None,
    workspace: str = "Main",
    timezone_name: str = "UTC",
    currency: str = "EUR",
    number_format: str = "en",
    modules: Iterable[str] = (),
    roles: Iterable[str] = (),
    owner: UUID | None = None,
) -> NewTenant:
    """Make a tenant with a workspace, its owner and modules, as the person of the open scope.

    ``owner`` other than the caller is for staff. A slug that is taken raises ConflictError when it
    was given, and gets a suffix when it was derived from the name.
    """
    for attempt in range(5):
        tenant_id, workspace_id = uuid7(), uuid7()
        derived = slugify(name) + (f"-{secrets.token_hex(3)}" if attempt else "")
        spec = {
            "tenant": str(tenant_id),
            "workspace": str(workspace_id),
            "member": str(uuid7()),
            "name": name.strip(),
            "slug": slug or derived,
            "workspace_name": workspace,
            "workspace_slug": slugify(workspace),
            "timezone": timezone_name,
            "currency": currency,
            "number_format": number_format,
            "owner": str(owner) if owner else None,
            "roles": list(roles),
            "modules": [{"id": str(uuid7()), "module_id": m} for m in modules],
        }
        try:
            with _told():
                _call("create_tenant(%s::jsonb)", json.dumps(spec))
            return NewTenant(tenant_id, workspace_id)
        except IntegrityError:
            if slug:
                raise ConflictError(f"The short name “{slug}” is taken. Choose another.") from None
    raise ConflictError("No free short name was found. Name one yourself.")


def invite(
    *,
    email: str,
    roles: Sequence[str],
    viewer_modules: Sequence[str] = (),
    workspaces: Sequence[UUID] | None = None,
) -> tuple[UUID, str]:
    """Invite a person; answers the invitation's id and the token of its link, shown only now."""
    token, invitation = secrets.token_urlsafe(32), uuid7()
    with _told():
        _call(
            "invite(%s::uuid, %s, %s::text[], %s::text[], %s::uuid[], %s, %s::timestamptz)",
            invitation,
            email.strip().lower(),
            list(roles),
            list(viewer_modules),
            list(workspaces) if workspaces is not None else None,
            hash_token(token),
            timezone.now() + INVITATION_LIFE,
        )
    return invitation, token


def open_invitation(token: str) -> dict[str, Any] | None:
    """Who an open invitation is for: {id, email, tenant_name, expires_at}; None when it is not."""
    with connections[DATABASE].cursor() as cursor:
        cursor.execute("SELECT * FROM auth.invitation(%s)", [hash_token(token)])
        row = cursor.fetchone()
    return (
        dict(zip(("id", "email", "tenant_name", "expires_at"), row, strict=True)) if row else None
    )


def accept_invitation(token: str) -> UUID:
    """Join as the person of the open identity scope; answers the tenant's id."""
    with _told(missing="The invitation is used up, expired, withdrawn or for another address."):
        tenant_id = _call("accept_invitation(%s, %s::uuid)", hash_token(token), uuid7())
    return UUID(str(tenant_id))


def revoke_invitation(invitation: UUID) -> None:
    """Withdraw an open invitation."""
    with _told():
        _call("revoke_invitation(%s::uuid)", invitation)


def set_roles(
    user_id: UUID,
    roles: Sequence[str],
    *,
    viewer_modules: Sequence[str] = (),
    workspaces: Sequence[UUID] | None = None,
) -> None:
    """Set a member's roles and workspaces; None means all of them."""
    with _told():
        _call(
            "set_roles(%s::uuid, %s::text[], %s::text[], %s::uuid[])",
            user_id,
            list(roles),
            list(viewer_modules),
            list(workspaces) if workspaces is not None else None,
        )


def remove_member(user_id: UUID) -> None:
    """End a membership; a person may leave by themselves."""
    with _told():
        _call("remove_member(%s::uuid)", user_id)


def grant_support(tenant_id: UUID, reason: str, minutes: int = SUPPORT_MINUTES) -> dt.datetime:
    """Open a tenant to the member of staff of the open identity scope; answers until when."""
    with _told():
        until = _call(
            "grant_support(%s::uuid, %s::uuid, %s, %s::integer)",
            uuid7(),
            tenant_id,
            reason,
            minutes,
        )
    assert isinstance(until, dt.datetime)
    return until


def end_support(tenant_id: UUID) -> None:
    """Close the caller's grant at once."""
    with _told():
        _call("end_support(%s::uuid)", tenant_id)


def tenant_of_host(host: str) -> UUID | None:
    """The tenant that a host name belongs to."""
    found = _call("tenant_of_host(%s)", host)
    return UUID(str(found)) if found else None


def endpoint_home(endpoint: UUID) -> tuple[UUID, UUID] | None:
    """Tenant and workspace of a live webhook endpoint."""
    with connections[DATABASE].cursor() as cursor:
        cursor.execute("SELECT tenant_id, workspace_id FROM auth.endpoint(%s::uuid)", [endpoint])
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def _call(function: str, *arguments: Any) -> Any:
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(f"SELECT auth.{function}", arguments)
        row = cursor.fetchone()
    return row[0] if row else None


@contextmanager
def _told(missing: str = "There is nothing of that id in this tenant.") -> Iterator[None]:
    """Tell a refusal of the database as what it is, and leave the transaction usable."""
    try:
        with transaction.atomic(using=DATABASE):
            yield
    except DatabaseError as error:
        cause = error.__cause__
        state = getattr(cause, "sqlstate", "")
        text = getattr(getattr(cause, "diag", None), "message_primary", "") or ""
        sentence = text[:1].upper() + text[1:] + "."
        if state == "42501" and not text.startswith("permission denied"):
            raise KernelError("permission_denied", 403, sentence) from error
        if state == "P0002":
            raise NotFoundError(missing) from error
        if state == "23514":
            raise ConflictError(sentence) from error
        raise

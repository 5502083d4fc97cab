"""Who calls: session cookie, bearer token or API key, before any row of a tenant is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db import connections
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from kernel.doors import tokens
from kernel.doors.door import By, as_uuid, is_machine
from kernel.errors import KernelError
from kernel.tenancy.models import User
from kernel.tenancy.scope import DATABASE
from kernel.tenancy.services import hash_token


@dataclass(frozen=True)
class Claim:
    """Somebody's word for who they are; ``holds`` settles it once their row was read."""

    user_id: UUID
    by: By
    holds: Callable[[User], bool]


def claim_of(request: HttpRequest) -> Claim | None:
    """What the request shows of its caller, or None for nobody.

    A bearer token beats a session, and counts at machine doors only. Raises KernelError
    (401) for a token or key that is not valid.
    """
    if is_machine(request):
        if "HTTP_X_API_KEY" in request.META:
            _refuse_api_key(request.META["HTTP_X_API_KEY"])
        if header := request.META.get("HTTP_AUTHORIZATION"):
            return _bearer(header)
    return _session(request)


def known(claim: Claim, user: User | None) -> User:
    """The person behind a claim; raises KernelError (401) unless it holds."""
    if user is not None and user.is_active and claim.holds(user):
        return user
    if claim.by is By.SESSION:
        raise KernelError("auth_required")
    raise KernelError("token_invalid", detail="The token is no longer valid. Obtain a new one.")


def _bearer(header: str) -> Claim:
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise KernelError("auth_required", detail="Send `Authorization: Bearer <access token>`.")
    access = tokens.read_access(token.strip())
    return Claim(access.user_id, By.TOKEN, access.belongs_to)


def _session(request: HttpRequest) -> Claim | None:
    session = getattr(request, "session", None)
    if session is None:
        return None
    user_id = as_uuid(session.get(SESSION_KEY))
    if user_id is None:
        return None
    stored = session.get(HASH_SESSION_KEY, "")

    def holds(user: User) -> bool:
        current = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
        return any(constant_time_compare(stored, one) for one in current)

    return Claim(user_id, By.SESSION, holds)


def _refuse_api_key(key: str) -> None:
    """The door is there and opens for nobody yet."""
    with connections[DATABASE].cursor() as cursor:
        cursor.execute("SELECT user_id FROM auth.api_key(%s)", [hash_token(key)])
    raise KernelError("token_invalid", detail="API keys are not given out yet. Send a token.")

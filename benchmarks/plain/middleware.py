"""What a product of one company does before its page: who is it, and how often do they ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from benchmarks.plain.rows import here
from kernel.doors.door import By, Door
from kernel.limits.rates import spend
from kernel.tenancy.access import Access
from kernel.tenancy.models import Membership, Tenant, Workspace


class PlainDoor(Door):
    """Knows who and where, and opens nothing."""

    @contextmanager
    def scope(self) -> Iterator[Any]:
        """No scope: what is read is read as it is, on the connection that stays open."""
        yield None


class PlainMiddleware:
    """The person by Django's session and one rate limit; the company is known to the process.

    Without tenancy there is one company and its settings stand in a file, so here they are read
    once a process, which is less than any product with tenants could do.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        tenant, workspace, access = _company(user.pk)
        here.set({"tenant": str(tenant.pk), "workspace": str(workspace.pk)})
        request.door = PlainDoor(  # type: ignore[attr-defined]
            user=user, by=By.SESSION, tenant=tenant, workspace=workspace, access=access
        )
        usage = spend(request, "reads", tenant.pk, user.pk, passes_without_store=True)
        response = self.get_response(request)
        response.headers["Cache-Control"] = "private, no-store"
        for name, value in usage.headers.items() if usage else ():
            response.headers[name] = value
        return response


@cache
def _company(user_id: UUID) -> tuple[Tenant, Workspace, Access]:
    member: Membership = QuerySet(Membership).get(user_id=user_id)
    tenant: Tenant = QuerySet(Tenant).get(pk=member.tenant_id)
    workspace: Workspace = QuerySet(Workspace).get(tenant_id=tenant.pk)
    access = Access(
        frozenset(member.roles),
        frozenset(member.viewer_modules),
        member.all_workspaces,
        frozenset({"ai_cmo"}),
    )
    return tenant, workspace, access

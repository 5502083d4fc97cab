"""The way in: who calls, into which tenant and workspace, inside which transaction.

The scope is open around the view **and** the rendering of what it returns. Whatever raises, or
answers 500 and above, is rolled back: an exception becomes a response before it would reach the
transaction's block, so the block alone would commit.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, get_urlconf, resolve
from django.utils.cache import patch_cache_control
from django_tenants.middleware.main import TenantMainMiddleware

from kernel.audit.record import request_id
from kernel.doors import idempotency, modules, requests, where
from kernel.doors.door import By, Door, as_uuid, door_of, is_machine, release
from kernel.doors.marks import Mark, Needs, mark_of
from kernel.doors.problems import answer, retold
from kernel.doors.streams import scope_stream
from kernel.doors.where import Named, Place
from kernel.doors.who import Claim, claim_of, known
from kernel.errors import KernelError
from kernel.ids import uuid7
from kernel.limits.addresses import client_address
from kernel.limits.rates import spend
from kernel.runs.submission import door as run_door
from kernel.tenancy import services
from kernel.tenancy.models import User
from kernel.tenancy.scope import DATABASE, tenant_scope

log = structlog.get_logger(__name__)


class RequestIdMiddleware:
    """Gives every request an id, for its log lines, its audit events and its answer."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid7().hex  # type: ignore[attr-defined]
        token = request_id.set(request.id)  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.id)  # type: ignore[attr-defined]
        try:
            response: HttpResponse = self.get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response


class DoorMiddleware(TenantMainMiddleware):
    """django-tenants' middleware with its lookup replaced: hosts are one way to name a tenant."""

    sync_capable = True
    async_capable = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        door = Door()
        request.door = door  # type: ignore[attr-defined]
        try:
            match = resolve(request.path_info, getattr(request, "urlconf", get_urlconf()))
        except Resolver404:
            return self.get_response(request)  # type: ignore[no-any-return]
        door.mark, door.manifest = mark_of(match.func), modules.module_of_match(match)
        began = time.perf_counter()
        token = run_door.set("api" if is_machine(request) else "screen")
        try:
            requests.check(request)
            response = self._let_in(request, door)
        except KernelError as error:
            response = answer(request, self._counted_refusal(request, door, error))
        finally:
            run_door.reset(token)
        if door.mark.counted:
            log.info(
                "request",
                method=request.method,
                route=match.route,  # a path may hold an invitation's token
                status=response.status_code,
                ms=round((time.perf_counter() - began) * 1000, 1),
            )
        return _signed_off(door, retold(request, response))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Roll back, and tell a KernelError as what it is; the rest is Django's to tell."""
        door_of(request).fail()
        if not isinstance(error, KernelError):
            return None
        if error.status >= 500:
            log.error("request_failed", code=error.code, exc_info=error)
        return answer(request, error)

    def get_tenant(self, domain_model: Any, hostname: str) -> UUID | None:
        """The id of the tenant whose Domain the host is; a host that is none decides nothing."""
        return services.tenant_of_host(hostname)

    def _let_in(self, request: HttpRequest, door: Door) -> HttpResponse:
        if door.mark.needs is Needs.NOBODY:
            self._count(request, door)
            return self.get_response(request)  # type: ignore[no-any-return]
        claim = claim_of(request)
        if claim is None:
            raise KernelError("auth_required")
        if door.mark.needs is Needs.PERSON:
            user = known(claim, User.objects.filter(pk=claim.user_id).first())
            _introduce(request, door, claim, user)
            self._count(request, door)
            return self.get_response(request)  # type: ignore[no-any-return]
        with ExitStack() as stack:
            self._settle(request, door, claim, stack)
            self._count(request, door)
            if door.manifest is not None:
                assert door.access is not None
                modules.require(door.access, door.manifest, request.method)
            if door.mark.own_transactions:
                stack.close()
                release()
                return self.get_response(request)  # type: ignore[no-any-return]
            response = idempotency.answered_once(request, door, self.get_response)
            if door.failed or response.status_code >= 500:
                transaction.set_rollback(True, using=DATABASE)
        scope_stream(door, response)
        return response

    def _settle(self, request: HttpRequest, door: Door, claim: Claim, stack: ExitStack) -> None:
        """Find tenant and workspace; leave their scope open on the stack."""
        host = self.hostname_from_request(request)
        with_session = claim.by is By.SESSION
        what = where.named(request, host, with_session=with_session)
        tenant = what.tenant
        if tenant is None and what.tenant_header is not None:
            raise KernelError("not_a_member")
        if tenant is None:
            tenant = where.find_tenant(claim, self.get_tenant(None, host))
        try:
            place = _enter(stack, claim, what, tenant, door.mark)
        except KernelError as error:
            stale = error.code == "not_a_member"
            guessed = error.code == "tenant_mismatch" and not what.chosen
            if what.tenant_header is not None or not (stale or guessed):
                raise
            request.session.pop(where.PLACE, None)
            tenant = where.find_tenant(claim, self.get_tenant(None, host))
            place = _enter(stack, claim, what, tenant, door.mark)
        _introduce(request, door, claim, place.user)
        door.tenant, door.workspace, door.access = place.tenant, place.workspace, place.access
        request.tenant, request.workspace = door.tenant, door.workspace  # type: ignore[attr-defined]
        request.access = door.access  # type: ignore[attr-defined]
        request.scope_args = door.scope_args  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(tenant=str(place.tenant.pk))
        if with_session and what.tenant_header is None and what.workspace_header is None:
            assert place.workspace is not None
            kept = what.chosen and what.session_tenant == place.tenant.pk
            where.remember(request, place.tenant.pk, place.workspace.pk, chosen=kept)

    def _count(self, request: HttpRequest, door: Door) -> None:
        """Count this request under its policy; the safe methods are reads."""
        mark: Mark = door.mark
        if not mark.counted or door.usage is not None:
            return
        policy = mark.policy or ("reads" if request.method in modules.SAFE else "writes")
        caller = door.user.pk if door.user else client_address(request)
        tenant = door.tenant.pk if door.tenant else "-"
        door.usage = spend(request, policy, tenant, caller, passes_without_store=policy == "reads")

    def _counted_refusal(self, request: HttpRequest, door: Door, error: KernelError) -> KernelError:
        """A refusal costs too: guessing tokens or tenants ends in 429."""
        if door.usage is None and error.code not in ("rate_limited", "limits_unavailable"):
            try:
                self._count(request, door)
            except KernelError as limit:
                return limit
        return error


def _enter(stack: ExitStack, claim: Claim, what: Named, tenant: UUID, mark: Mark) -> Place:
    """Open the scope of tenant and workspace on the stack; raises what the place refuses."""
    wanted = what.workspace if tenant == what.tenant else None
    if wanted is None and what.workspace_header is not None:
        wanted = as_uuid(what.workspace_header)
        if wanted is None:
            raise KernelError("workspace_not_found")
    place = _scoped(stack, claim, what, tenant, wanted)
    if place.workspace is None and wanted is not None and what.workspace_header is None:
        place = _scoped(stack, claim, what, tenant, None)
    if place.workspace is None:
        raise KernelError("workspace_not_found")
    if wanted != place.workspace.pk:
        chooses = claim.by is By.SESSION or mark.any_workspace
        if place.open_workspaces > 1 and not chooses:
            raise where.workspace_required()
        place = _scoped(stack, claim, what, tenant, place.workspace.pk)
    return place


def _scoped(
    stack: ExitStack, claim: Claim, what: Named, tenant: UUID, workspace: UUID | None
) -> Place:
    stack.close()
    with ExitStack() as mine:
        mine.enter_context(tenant_scope(tenant, workspace, principal=claim.user_id))
        place = where.look_around(claim, what, tenant, workspace)
        stack.push(mine.pop_all())
    return place


def _introduce(request: HttpRequest, door: Door, claim: Claim, user: User) -> None:
    door.user, door.by = user, claim.by
    request.user = request._cached_user = user  # type: ignore[attr-defined]
    structlog.contextvars.bind_contextvars(user=str(user.pk))


def _signed_off(door: Door, response: HttpResponse) -> HttpResponse:
    if door.user is not None:
        patch_cache_control(response, private=True, no_store=True)
    if door.usage is not None:
        for name, value in door.usage.headers.items():
            response.headers.setdefault(name, value)
    return response

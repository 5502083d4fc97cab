"""Choosing the tenant and the workspace that the session stands in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kernel.doors.accounts import next_of, person_of
from kernel.doors.door import as_uuid
from kernel.doors.marks import for_person
from kernel.doors.where import PLACE, remember
from kernel.errors import KernelError
from kernel.tenancy import services
from kernel.tenancy.access import MyTenant, my_tenants
from kernel.tenancy.scope import identity_scope


@require_http_methods(["GET", "POST"])
@for_person
def switch(request: HttpRequest) -> HttpResponse:
    """GET, POST `/switch/`: template accounts/switch.html.

    POST `tenant`, `workspace` (optional where the tenant has one) and `next`. Context: `tenants`
    [{id, name, slug, roles, is_demo, workspaces [(id, name, slug)]}], `here` {tenant, workspace}
    as texts, `next`, `signup_open`.
    """
    with identity_scope(person_of(request).pk):
        tenants = my_tenants()
        host_tenant = services.tenant_of_host(request.get_host().split(":")[0])
    if host_tenant is not None:
        tenants = [tenant for tenant in tenants if tenant.id == host_tenant]
    target = next_of(request)
    if request.method == "POST":
        _choose(request, tenants)
        return redirect(target)
    context = {
        "tenants": tenants,
        "here": request.session.get(PLACE) or {},
        "next": target,
        "signup_open": settings.SIGNUP_OPEN,
    }
    return render(request, "accounts/switch.html", context)


def _choose(request: HttpRequest, tenants: list[MyTenant]) -> None:
    wanted = as_uuid(request.POST.get("tenant"))
    tenant = next((one for one in tenants if one.id == wanted), None)
    if tenant is None:
        raise KernelError("not_a_member")
    spaces = [space[0] for space in tenant.workspaces]
    named = request.POST.get("workspace")
    workspace = as_uuid(named) if named else next(iter(spaces), None)
    if workspace not in spaces:
        raise KernelError("workspace_not_found")
    remember(request, tenant.id, workspace, chosen=True)

"""The staff's site: one login for everybody, a signed scope around every page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import update_wrapper
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kernel.doors.admin.base import ScopedAdmin
from kernel.doors.admin.support import NoGrantError, support_scope
from kernel.doors.marks import Mark, Needs, public
from kernel.errors import KernelError
from kernel.tenancy.models import User
from kernel.tenancy.scope import DATABASE, identity_scope

View = Callable[..., HttpResponse]


class StaffSite(AdminSite):
    """Refuses everybody but staff, and opens what a page may see."""

    site_title = "UbiGrowth OS admin"
    site_header = "UbiGrowth OS"
    index_title = "Platform"
    site_url = "/"
    enable_nav_sidebar = True
    door_mark = Mark(needs=Needs.PERSON)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register as usual; Django's groups are not used here."""
        if model_or_iterable not in (Group, (Group,), [Group]):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """The view for staff only, in their signed scope, rendered before that ends."""
        inner = super().admin_view(view, cacheable)
        owner = getattr(view, "__self__", None)

        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                raise KernelError("permission_denied", detail="The admin is for staff only.")
            try:
                return _in_scope(request, owner, inner, args, kwargs)
            except NoGrantError as refusal:
                return _to_support(request, refusal)

        return update_wrapper(opened, inner)

    @public
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one login, which is throttled and audited."""
        target = request.GET.get("next") or "/admin/"
        return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': target})}")


def _in_scope(
    request: HttpRequest, owner: object, view: View, args: Any, kwargs: Any
) -> HttpResponse:
    staff = request.user
    assert isinstance(staff, User)
    with ExitStack() as stack:
        stack.enter_context(identity_scope(staff.pk))
        if isinstance(owner, ScopedAdmin):
            tenant = owner.tenant_of(request, kwargs)
            if tenant is not None:
                request.support = stack.enter_context(support_scope(tenant, staff))  # type: ignore[attr-defined]
            elif owner.needs_tenant(kwargs):
                raise NoGrantError(None)
        response = view(request, *args, **kwargs)
        render = getattr(response, "render", None)
        if callable(render):
            render()
        if response.status_code >= 500:
            transaction.set_rollback(True, using=DATABASE)
    return response


def _to_support(request: HttpRequest, refusal: NoGrantError) -> HttpResponse:
    if refusal.tenant is None:
        messages.warning(request, "Open a tenant first: choose it here and give a reason.")
        return redirect("admin:kernel_tenant_changelist")
    query = urlencode({"next": request.get_full_path()})
    return redirect(f"/admin/kernel/tenant/{refusal.tenant}/support/?{query}")

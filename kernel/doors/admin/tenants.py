"""Tenants: the list for all staff, one tenant's page for who has opened it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from kernel.doors.admin.base import ScopedAdmin
from kernel.doors.admin.forms import (
    DomainForm,
    InlineFormSet,
    MemberForm,
    MemberFormSet,
    NewTenantForm,
    SupportForm,
    TenantForm,
)
from kernel.doors.admin.support import OPENED
from kernel.doors.door import as_uuid
from kernel.errors import NotFoundError
from kernel.tenancy import services
from kernel.tenancy.models import Domain, Membership, Tenant, TenantModule, Workspace


class DomainInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Domain
    form = DomainForm
    formset = InlineFormSet
    extra = 0


class WorkspaceInline(admin.StackedInline):  # type: ignore[type-arg]
    model = Workspace
    formset = InlineFormSet
    extra = 0
    can_delete = False
    fields = (
        ("name", "slug"),
        ("timezone", "currency", "number_format"),
        ("first_weekday", "fiscal_month"),
    )


class MemberInline(admin.TabularInline):  # type: ignore[type-arg]
    """Roles of who is in; others come in by an invitation of the tenant's own people."""

    model = Membership
    form = MemberForm
    formset = MemberFormSet
    extra = 0
    fields = ("user", "roles", "viewer_modules", "all_workspaces")
    readonly_fields = ("user", "all_workspaces")
    verbose_name = "member"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ModuleInline(admin.TabularInline):  # type: ignore[type-arg]
    model = TenantModule
    formset = InlineFormSet
    extra = 0
    can_delete = False
    fields = ("module_id", "enabled")
    readonly_fields = ("module_id",)
    verbose_name = "module"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Tenant)
class TenantAdmin(ScopedAdmin):
    """Names for everybody of the staff; the rest only with a support grant."""

    list_display = ("name", "slug", "is_demo", "created_at")
    search_fields = ("name", "slug")
    ordering = ("name", "id")
    list_filter = ("is_demo",)
    inlines = (DomainInline, WorkspaceInline, MemberInline, ModuleInline)
    change_form_template = "admin/tenant_change_form.html"

    def tenant_of(self, request: HttpRequest, kwargs: dict[str, Any]) -> UUID | None:
        if "object_id" not in kwargs:
            return None
        tenant = as_uuid(kwargs["object_id"])
        if tenant is None or not Tenant.objects.filter(pk=tenant).exists():
            raise NotFoundError()
        return tenant

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        return super().get_form(
            request, obj, change, form=TenantForm if obj else NewTenantForm, **kwargs
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return list((TenantForm if obj else NewTenantForm).base_fields)

    def save_model(self, request: HttpRequest, obj: Tenant, form: Any, change: bool) -> None:
        if change:
            changes = {name: getattr(obj, name) for name in TenantForm.base_fields}
            Tenant.objects.filter(pk=obj.pk).update(**changes, updated_at=timezone.now())
        else:
            obj.pk = form.create().tenant_id

    def events_of(self, object_id: str) -> dict[str, Any]:
        return {"tenant_id": object_id}

    def get_urls(self) -> Any:
        site = self.admin_site
        return [
            path(
                "<str:tenant>/support/",
                _marked(self, site.admin_view(self.support_view)),
                name="kernel_tenant_support",
            ),
            path(
                "<str:tenant>/support/end/",
                _marked(self, site.admin_view(self.end_view)),
                name="kernel_tenant_support_end",
            ),
            *super().get_urls(),
        ]

    def support_view(self, request: HttpRequest, tenant: str) -> HttpResponse:
        """Give a reason, and go in."""
        found = self._tenant(tenant)
        form = SupportForm(request.POST or None)
        target = f"/admin/kernel/tenant/{found.pk}/change/"
        if request.method == "POST" and form.is_valid():
            until = services.grant_support(found.pk, form.cleaned_data["reason"])
            request.session[OPENED] = str(found.pk)
            messages.success(request, f"{found.name} is open to you until {until:%H:%M} UTC.")
            return redirect(target)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Open {found.name}",
            "form": form,
            "tenant": found,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/support_grant.html", context)

    def end_view(self, request: HttpRequest, tenant: str) -> HttpResponse:
        """Leave before the time is over."""
        found = self._tenant(tenant)
        if request.method == "POST":
            services.end_support(found.pk)
            request.session.pop(OPENED, None)
            messages.success(request, f"{found.name} is closed to you.")
        return redirect("admin:kernel_tenant_changelist")

    def _tenant(self, tenant: str) -> Tenant:
        found: Tenant | None = Tenant.objects.filter(pk=as_uuid(tenant)).first()
        if found is None:
            raise NotFoundError()
        return found


def _marked(holder: ScopedAdmin, view: Any) -> Any:
    view.model_admin = holder
    return view

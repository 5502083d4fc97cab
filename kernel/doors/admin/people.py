"""People of the platform: found, made and switched off; what they may do stands in tenants."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from kernel.doors.admin.base import ScopedAdmin
from kernel.doors.admin.forms import NewUserForm
from kernel.tenancy.models import User


@admin.register(User)
class UserAdmin(ScopedAdmin):
    list_display = ("email", "name", "is_active", "is_staff", "last_login")
    search_fields = ("email", "name")
    ordering = ("email",)
    list_filter = ("is_active", "is_staff")
    fields = ("email", "name", "is_active", "is_staff", "last_login", "created_at")
    readonly_fields = ("email", "is_staff", "last_login", "created_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Not by password: a list narrowed by a hash's beginning tells it letter by letter."""
        if lookup.startswith("password"):
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj is None:
            kwargs["form"] = NewUserForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else ("email", "name", "password")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if obj else ()

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if change:
            obj.save(update_fields=["name", "is_active"])
        else:
            obj.set_password(form.cleaned_data["password"])
            obj.save(force_insert=True)

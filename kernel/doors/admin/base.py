"""What the admin's pages share: their scope, and audit events in place of Django's log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from kernel import audit
from kernel.audit.models import AuditEvent
from kernel.doors.admin.support import opened_tenant
from kernel.doors.marks import Mark, Needs
from kernel.errors import NotFoundError

NEWEST = 200


class ScopedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A page that says which tenant it is inside of; none by default."""

    door_mark = Mark(needs=Needs.PERSON)

    def tenant_of(self, request: HttpRequest, kwargs: dict[str, Any]) -> UUID | None:
        """The tenant whose support scope the page is shown in."""
        return None

    def needs_tenant(self, kwargs: dict[str, Any]) -> bool:
        """Whether the page cannot be shown outside of a tenant."""
        return False

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        _record("added", obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        _record("changed", obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            _record("removed", obj, None)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """What the audit trail holds of a row."""
        obj = self.get_object(request, object_id)
        if obj is None:
            raise NotFoundError()
        events = AuditEvent.objects.filter(**self.events_of(object_id)).order_by("-at")[:NEWEST]
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {obj}",
            "events": events,
            "object": obj,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/audit_history.html", context)

    def events_of(self, object_id: str) -> dict[str, Any]:
        """Which events the history of a row shows."""
        return {"subject": object_id}


class SupportAdmin(ScopedAdmin):
    """Rows of the tenant that was opened last, to look at and not to touch."""

    def tenant_of(self, request: HttpRequest, kwargs: dict[str, Any]) -> UUID | None:
        return opened_tenant(request)

    def needs_tenant(self, kwargs: dict[str, Any]) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _record(verb: str, obj: Any, message: Any) -> None:
    detail = {"model": obj._meta.model_name, "label": str(obj)[:200]}
    if message:
        detail["change"] = message
    audit.record(f"admin.{verb}", subject=obj.pk, detail=detail)

"""What the pages of settings share: their navigation, and who may open which."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views import View

from kernel.doors.door import door_of
from kernel.errors import KernelError
from kernel.resources.rights import rights
from kernel.tenancy.models import Membership, User
from kernel.tenancy.models.members import ADMIN, OWNER


class Section(NamedTuple):
    """A page of settings; ``managed`` ones are for owners and admins."""

    label: str
    url: str
    managed: bool


SECTIONS = (
    Section("Your account", "/settings/account/", False),
    Section("Workspace", "/settings/workspace/", False),
    Section("Members", "/settings/members/", True),
    Section("Modules", "/settings/modules/", True),
    Section("Webhooks", "/settings/webhooks/", True),
    Section("API keys", "/settings/keys/", False),
    Section("Isolation", "/settings/isolation/", True),
    Section("Audit", "/settings/audit/", True),
)


def page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of settings; ``context`` adds title, lede and what the page shows."""
    manages = rights(request).manages
    shown = [section for section in SECTIONS if manages or not section.managed]
    navigation = [
        {
            "label": section.label,
            "url": section.url,
            "current": request.path_info.startswith(section.url),
        }
        for section in shown
    ]
    return render(
        request,
        f"kernel/people/settings/{template}.html",
        {"sections": navigation, "manages": manages, **context},
        status=status,
    )


def managers(*roles: str) -> str:
    """Who may change settings, by name: "Alice (owner) and Ben (admin)"."""
    found = Membership.objects.filter(roles__overlap=list(roles or (OWNER, ADMIN)))
    ranks = {member.user_id: OWNER if OWNER in member.roles else ADMIN for member in found}
    people = User.objects.filter(pk__in=ranks, is_active=True).order_by("name", "email")
    named = [f"{person} ({ranks[person.pk]})" for person in people]
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def refusal(request: HttpRequest) -> KernelError:
    """403 for whoever is no owner or admin, saying who is."""
    tenant = door_of(request).tenant
    return KernelError(
        "role_not_allowed",
        detail=f"Only owners and admins of {tenant} may do this: {managers()}. Ask one of them.",
    )


class ManagedView(View):
    """A page of settings for owners and admins; others read who can help, under 403."""

    def may_enter(self, request: HttpRequest) -> bool:
        return rights(request).manages

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.may_enter(request):
            return super().dispatch(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD"):
            raise refusal(request)
        detail = refusal(request).detail
        return page(request, "restricted", {"title": "Settings", "detail": detail}, status=403)

"""``/settings/members/``: who belongs to the company, as what, and who is invited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from kernel.core.registry import get_all_modules
from kernel.doors.door import door_of
from kernel.errors import KernelError, NotFoundError
from kernel.resources.rights import notation
from kernel.screens import runs
from kernel.screens.people.member_forms import RolesForm
from kernel.screens.people.settings import ManagedView, page
from kernel.tenancy import services
from kernel.tenancy.models import Invitation, Membership, User, UserWorkspace, Workspace
from kernel.tenancy.models.members import VIEWER

URL = "/settings/members/"
CRUMBS = [{"label": "Members", "url": URL}]


class Members(ManagedView):
    """Members and open invitations."""

    def get(self, request: HttpRequest) -> HttpResponse:
        members = list(Membership.objects.select_related("user").order_by("user__name"))
        spaces = workspaces_of()
        invited = list(open_invitations())
        context = {
            "title": "Members",
            "lede": f"{len(members)} in {door_of(request).tenant}, {len(invited)} invited.",
            "tools": [
                {"label": "Invite…", "url": f"{URL}invitation/", "icon": "plus", "primary": True}
            ],
            "table": {
                "id": "members",
                "noun": "members",
                "caption": f"Members, {len(members)}",
                "columns": [{"label": name} for name in ("Name", "Roles", "Workspaces", "Since")],
                "rows": [_row(request, one, spaces) for one in members],
                "menu": True,
            },
            "invited": _invited(request, invited) if invited else None,
        }
        return page(request, "members", context)


def _row(
    request: HttpRequest, member: Membership, spaces: Mapping[UUID, list[str]]
) -> dict[str, Any]:
    person, url = member.user, f"{URL}{member.user_id}/"
    since = runs.local(request, member.created_at).date()
    you = " (you)" if person.pk == request.user.pk else ""
    return {
        "id": str(person.pk),
        "name": f"{person.name or person.email}{you}",
        "url": url,
        "sub": person.email if person.is_active else f"{person.email}, may not sign in",
        "cells": [
            {"label": "Roles", "text": roles_in_words(member)},
            {"label": "Workspaces", "text": reach_in_words(member, spaces)},
            {"label": "Since", "text": notation(request).day(since), "minor": True},
        ],
        "menu": [
            {"label": "Change roles", "url": url, "icon": "pencil"},
            {"label": "Remove…", "url": f"{url}removal/", "icon": "trash-2", "rule": True},
        ],
    }


def _invited(request: HttpRequest, invitations: list[Invitation]) -> dict[str, Any]:
    """The table of open invitations."""
    return {
        "id": "invitations",
        "noun": "invitations",
        "caption": f"Open invitations, {len(invitations)}",
        "columns": [{"label": name} for name in ("E-mail", "As", "Until")],
        "rows": [_invitation_row(request, one) for one in invitations],
        "menu": True,
    }


def _invitation_row(request: HttpRequest, invitation: Invitation) -> dict[str, Any]:
    until = runs.local(request, invitation.expires_at)
    said = f"{notation(request).day(until.date(), weekday=True)}, {until:%H:%M}"
    return {
        "id": str(invitation.pk),
        "name": invitation.email,
        "cells": [
            {"label": "As", "text": ", ".join(invitation.roles)},
            {"label": "Until", "text": said},
        ],
        "menu": [
            {
                "label": "Withdraw",
                "url": f"{URL}invitations/{invitation.pk}/withdrawal/",
                "icon": "x",
                "post": True,
            }
        ],
    }


def open_invitations() -> Any:
    """Invitations that can still be accepted, newest first."""
    return Invitation.objects.filter(
        accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    ).order_by("-created_at")


def workspaces_of() -> dict[UUID, list[str]]:
    """The named workspaces of those who do not have all of them."""
    names = dict(Workspace.objects.values_list("pk", "name"))
    found: dict[UUID, list[str]] = {}
    for person, space in UserWorkspace.objects.values_list("user_id", "workspace_id"):
        found.setdefault(person, []).append(names.get(space, "a workspace"))
    return {person: sorted(spaces) for person, spaces in found.items()}


def roles_in_words(member: Membership) -> str:
    """ "owner, marketer", "viewer of Marketing", "viewer of nothing"."""
    titles = {manifest.id: manifest.title for manifest in get_all_modules()}
    viewed = ", ".join(titles[one] for one in member.viewer_modules if one in titles)
    said = [f"viewer of {viewed or 'nothing'}" if r == VIEWER else r for r in member.roles]
    return ", ".join(said)


def reach_in_words(member: Membership, spaces: Mapping[UUID, list[str]]) -> str:
    """ "all", or the workspaces by name."""
    return "all" if member.all_workspaces else ", ".join(spaces.get(member.user_id, [])) or "none"


class Member(ManagedView):
    """One member's roles and workspaces."""

    def get(self, request: HttpRequest, user: UUID) -> HttpResponse:
        member = _member(user)
        return _member_page(request, member, RolesForm(initial=_grant(member), keep=member.roles))

    def post(self, request: HttpRequest, user: UUID) -> HttpResponse:
        member = _member(user)
        form = RolesForm(request.POST, keep=member.roles)
        if form.is_valid():
            try:
                services.set_roles(member.user_id, **form.grant())
            except KernelError as error:
                return _member_page(request, member, form, error)
            messages.success(request, f"The roles of {member.user} were saved.")
            return redirect(URL)
        return _member_page(request, member, form)


def _grant(member: Membership) -> dict[str, Any]:
    named = UserWorkspace.objects.filter(user_id=member.user_id)
    return {
        "roles": member.roles,
        "viewer_modules": member.viewer_modules,
        "reach": "all" if member.all_workspaces else "named",
        "workspaces": [str(pk) for pk in named.values_list("workspace_id", flat=True)],
    }


def _member(user: UUID) -> Membership:
    found = Membership.objects.select_related("user").filter(user_id=user).first()
    if found is None:
        raise NotFoundError("There is no such member in this company.")
    return found


def _member_page(
    request: HttpRequest, member: Membership, form: RolesForm, refused: KernelError | None = None
) -> HttpResponse:
    context = {
        "title": str(member.user),
        "lede": member.user.email,
        "crumbs": CRUMBS,
        "form": form,
        "refused": refused.detail if refused else "",
        "removal": f"{URL}{member.user_id}/removal/",
    }
    status = refused.status if refused else 422 if form.errors else 200
    return page(request, "member", context, status=status)


class Removal(ManagedView):
    """Asks, then ends a membership."""

    def get(self, request: HttpRequest, user: UUID) -> HttpResponse:
        return _removal_page(request, _member(user))

    def post(self, request: HttpRequest, user: UUID) -> HttpResponse:
        member = _member(user)
        if member.user_id == request.user.pk:
            return redirect("/settings/account/#leave")
        try:
            services.remove_member(member.user_id)
        except KernelError as error:
            return _removal_page(request, member, error)
        messages.success(request, f"{member.user} is no longer a member.")
        return redirect(URL)


def _removal_page(
    request: HttpRequest, member: Membership, refused: KernelError | None = None
) -> HttpResponse:
    person: User = member.user
    context = {
        "title": f"Remove {person}",
        "lede": f"{person.email}, {roles_in_words(member)}.",
        "crumbs": CRUMBS,
        "person": person,
        "yourself": person.pk == request.user.pk,
        "company": door_of(request).tenant,
        "refused": refused.detail if refused else "",
    }
    return page(request, "removal", context, status=refused.status if refused else 200)

"""``/settings/members/invitation/``: inviting, and taking an invitation back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kernel.doors.door import door_of
from kernel.errors import KernelError
from kernel.screens.people.member_forms import InvitationForm
from kernel.screens.people.members import CRUMBS, URL, open_invitations
from kernel.screens.people.settings import ManagedView, page
from kernel.tenancy import services
from kernel.tenancy.services import INVITATION_LIFE


class Invite(ManagedView):
    """Who, with which roles; the answer holds the link, this one time."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return _page(request, InvitationForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = InvitationForm(request.POST)
        if form.is_valid() and open_invitations().filter(email=form.cleaned_data["email"]).exists():
            form.add_error(
                "email",
                "An invitation for this address is open. Withdraw it to make a new link.",
            )
        if not form.is_valid():
            return _page(request, form)
        email = form.cleaned_data["email"]
        try:
            _, token = services.invite(email=email, **form.grant())
        except KernelError as error:
            return _page(request, form, error)
        context = {
            "title": "The invitation is ready",
            "lede": f"For {email}, to join {door_of(request).tenant}.",
            "crumbs": CRUMBS,
            "link": request.build_absolute_uri(f"/accounts/invitations/{token}/"),
            "days": INVITATION_LIFE.days,
            "email": email,
        }
        return page(request, "invited", context, status=201)


def _page(
    request: HttpRequest, form: InvitationForm, refused: KernelError | None = None
) -> HttpResponse:
    context = {
        "title": "Invite someone",
        "lede": f"They join {door_of(request).tenant} by a link that you hand over.",
        "crumbs": CRUMBS,
        "form": form,
        "refused": refused.detail if refused else "",
    }
    status = refused.status if refused else 422 if form.errors else 200
    return page(request, "invite", context, status=status)


class Withdrawal(ManagedView):
    """POST ends an open invitation; its link is worth nothing from then on."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, invitation: UUID) -> HttpResponse:
        try:
            services.revoke_invitation(invitation)
        except KernelError as error:
            gone = error.code == "not_found"
            messages.error(request, "It is no longer open." if gone else error.detail)
        else:
            messages.success(request, "The invitation was withdrawn.")
        return redirect(URL)

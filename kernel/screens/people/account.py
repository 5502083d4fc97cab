"""``/settings/account/``: a person's name, look, password, and leaving a company."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters

from kernel import audit
from kernel.doors.door import door_of
from kernel.doors.where import PLACE
from kernel.errors import KernelError
from kernel.limits.rates import spend_login
from kernel.screens import cookies
from kernel.screens.people.members import roles_in_words
from kernel.screens.people.settings import page
from kernel.tenancy import services
from kernel.tenancy.models import Membership, User
from kernel.tenancy.models.users import Theme

URL = "/settings/account/"


class PersonForm(forms.Form):
    """What a person decides for themselves."""

    name = forms.CharField(
        label="Your name", max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    theme = forms.ChoiceField(label="Theme", choices=Theme.choices, widget=forms.RadioSelect)
    shortcuts = forms.BooleanField(
        label="Keyboard shortcuts",
        required=False,
        help_text="Single keys such as g then b for the briefing, / for search.",
    )


class PasswordForm(forms.Form):
    """The password now, and the one to be."""

    current = forms.CharField(
        label="Password now",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="New password",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="At least 12 characters, and nothing that others would guess.",
    )

    def __init__(self, *args: Any, person: User, **more: Any) -> None:
        self.person = person
        super().__init__(*args, **more)

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        validate_password(new, self.person)
        if new == self.cleaned_data.get("current"):
            raise forms.ValidationError("That is the password you have. Choose another.")
        return new


class Account(View):
    """The person's own page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return account_page(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PersonForm(request.POST)
        if not form.is_valid():
            return account_page(request, person=form, status=422)
        person = person_of(request)
        data = form.cleaned_data
        User.objects.filter(pk=person.pk).update(**data)
        messages.success(request, "Your account was saved.")
        response = redirect(URL)
        cookies.remember(
            request, response, {"theme": data["theme"], "shortcuts": _on(data["shortcuts"])}
        )
        return response


def _on(value: bool) -> str:
    return "on" if value else "off"


def person_of(request: HttpRequest) -> User:
    """The person behind the request, as their row stands."""
    known = door_of(request).user
    assert known is not None
    return User.objects.get(pk=known.pk)


def account_page(
    request: HttpRequest,
    *,
    person: PersonForm | None = None,
    password: PasswordForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page with the form that was posted, and the others as they stand."""
    user = person_of(request)
    look = {"theme": cookies.theme(request), "shortcuts": cookies.shortcuts(request)}
    member = Membership.objects.filter(user_id=user.pk).first()
    context = {
        "title": "Your account",
        "lede": user.email,
        "person": person or PersonForm(initial={"name": user.name, **look}),
        "password": password or PasswordForm(person=user),
        "refused": refused,
        "company": door_of(request).tenant,
        "roles": roles_in_words(member) if member else "",
    }
    return page(request, "account", context, status=status)


@method_decorator(sensitive_post_parameters("current", "new"), name="dispatch")
class Password(View):
    """POST changes the password; sessions and tokens elsewhere end with the old one."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        person = person_of(request)
        form = PasswordForm(request.POST, person=person)
        if not form.is_valid():
            return account_page(request, password=form, status=422)
        door_of(request).usage = spend_login(request, person.email)
        if not person.check_password(form.cleaned_data["current"]):
            form.add_error("current", "That is not your password. Type it again.")
            audit.record("password.refused", subject=person.pk)
            return account_page(request, password=form, status=422)
        person.set_password(form.cleaned_data["new"])
        person.save(update_fields=["password", "password_changed_at"])
        update_session_auth_hash(request, person)
        audit.record("password.changed", subject=person.pk)
        messages.success(request, "Your password was changed. You are signed out elsewhere.")
        return redirect(URL)


class Leaving(View):
    """POST ends one's own membership; a company keeps at least one owner."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        company = door_of(request).tenant
        if request.POST.get("sure") != "yes":
            text = f"Tick the box to leave {company}. Nothing was changed."
            return account_page(request, refused=text, status=422)
        try:
            services.remove_member(person_of(request).pk)
        except KernelError as error:
            hint = "Make somebody else an owner first." if error.status == 409 else ""
            return account_page(request, refused=f"{error.detail} {hint}", status=error.status)
        request.session.pop(PLACE, None)
        return redirect("/switch/")

"""Forms of people: signing in, signing up, starting a company."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from kernel.core.registry import BUILT_IN_ROLES, roles
from kernel.tenancy.columns import currency_format
from kernel.tenancy.models import User
from kernel.tenancy.models.tenants import NumberFormat


def _password(label: str, autocomplete: str, about: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget, help_text=about)


class LoginForm(forms.Form):
    """E-mail and password."""

    email = forms.EmailField(
        label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = _password("Password", "current-password")


class PasswordForm(forms.Form):
    """A name and a first password, for whoever was invited."""

    name = forms.CharField(
        label="Your name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = _password(
        "Password", "new-password", "At least 12 characters, and not easy to guess."
    )

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        if password := data.get("password"):
            person = User(email=data.get("email", ""), name=data.get("name", ""))
            try:
                validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data


class SignupForm(PasswordForm):
    """A new person."""

    email = forms.EmailField(
        label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    field_order = ("name", "email", "password")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError("This address is known already. Sign in instead.")
        return email


class CompanyForm(forms.Form):
    """A new company, with what its first workspace needs to know."""

    name = forms.CharField(
        label="Company",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    time_zone = forms.ChoiceField(label="Time zone", initial="UTC")
    currency = forms.CharField(
        label="Currency", initial="EUR", max_length=3, help_text="Three letters, such as EUR."
    )
    number_format = forms.ChoiceField(
        label="Numbers", choices=NumberFormat.choices, initial=NumberFormat.EN
    )
    role = forms.ChoiceField(
        label="Your role", help_text="As owner you see everything; the role says what you do."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(zoneinfo.available_timezones())
        self.fields["time_zone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined]
        named = [role for role in roles() if role not in BUILT_IN_ROLES]
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            ("", "Owner only"),
            *((role, role.capitalize()) for role in named),
        ]
        self.fields["role"].required = False

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].strip().upper()
        currency_format(currency)
        return currency

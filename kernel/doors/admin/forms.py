"""The admin's forms: a new tenant, a member's roles, a support grant, a new person."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.forms.models import BaseInlineFormSet

from kernel.core.registry import get_all_modules, roles
from kernel.tenancy import services
from kernel.tenancy.columns import currency_format
from kernel.tenancy.models import Domain, Membership, Tenant, User, UserWorkspace
from kernel.tenancy.models.tenants import NumberFormat

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*")


def module_choices() -> list[tuple[str, str]]:
    return [(manifest.id, manifest.name) for manifest in get_all_modules()]


def role_choices() -> list[tuple[str, str]]:
    return [(role, role.capitalize()) for role in roles()]


def zone_choices() -> list[tuple[str, str]]:
    return [(zone, zone) for zone in sorted(available_timezones())]


class NewTenantForm(forms.ModelForm):  # type: ignore[type-arg]
    """A tenant with its first workspace, its owner and its modules."""

    slug = forms.SlugField(
        max_length=48, required=False, help_text="Short name in lower case; made from the name."
    )
    workspace = forms.CharField(label="First workspace", max_length=120, initial="Main")
    time_zone = forms.ChoiceField(choices=zone_choices, initial="UTC")
    currency = forms.CharField(max_length=3, initial="EUR", help_text="Such as EUR.")
    number_format = forms.ChoiceField(choices=NumberFormat.choices, initial=NumberFormat.EN)
    owner_name = forms.CharField(
        label="Owner's name", max_length=120, required=False, help_text="For a new person."
    )
    owner_email = forms.EmailField(
        label="Owner's e-mail", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    owner_password = forms.CharField(
        label="Owner's first password",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="For a new person; hand it over yourself.",
    )
    modules = forms.MultipleChoiceField(
        choices=module_choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Tenant
        fields = ("name", "slug")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["modules"].initial = [manifest.id for manifest in get_all_modules()]

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].strip().upper()
        currency_format(currency)
        return currency

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        if slug and Tenant.objects.filter(slug=slug).exists():
            raise forms.ValidationError("This short name is taken.")
        return slug

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        email = data.get("owner_email", "").strip().lower()
        if not email or User.objects.filter(email=email).exists():
            return data
        if not data.get("owner_password"):
            self.add_error("owner_password", "Nobody has this address yet: give a first password.")
            return data
        try:
            validate_password(data["owner_password"], User(email=email, name=data["owner_name"]))
        except forms.ValidationError as error:
            self.add_error("owner_password", error)
        return data

    def create(self) -> services.NewTenant:
        """Make everything, as the member of staff of the open identity scope."""
        data = self.cleaned_data
        email = data["owner_email"].strip().lower()
        owner = User.objects.filter(email=email).first() or User.objects.create_user(
            email, data["owner_password"], name=data["owner_name"]
        )
        return services.create_tenant(
            name=data["name"],
            slug=data["slug"] or None,
            workspace=data["workspace"],
            timezone_name=data["time_zone"],
            currency=data["currency"],
            number_format=data["number_format"],
            modules=data["modules"],
            owner=owner.pk,
        )


class TenantForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Tenant
        fields = ("name", "as_of", "is_demo", "second_approval")


class SupportForm(forms.Form):
    """Why a member of staff goes in."""

    reason = forms.CharField(
        min_length=8,
        max_length=500,
        help_text="The tenant's owner reads it in the audit trail.",
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )


class DomainForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Domain
        fields = ("domain", "is_primary")

    def clean_domain(self) -> str:
        domain: str = self.cleaned_data["domain"].strip().lower()
        if not HOST.fullmatch(domain):
            raise forms.ValidationError("Give a host name such as reports.example.com.")
        if domain == urlsplit(settings.PUBLIC_URL).hostname:
            raise forms.ValidationError("This is the address that all tenants share.")
        return domain


class MemberForm(forms.ModelForm):  # type: ignore[type-arg]
    roles = forms.MultipleChoiceField(choices=role_choices, widget=forms.CheckboxSelectMultiple)
    viewer_modules = forms.MultipleChoiceField(
        choices=module_choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Membership
        fields = ("roles", "viewer_modules")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = role_choices()
        kept = [(role, role.capitalize()) for role in self.instance.roles or ()]
        more = [choice for choice in kept if choice not in known]
        self.fields["roles"].choices = [*known, *more]  # type: ignore[attr-defined]


class InlineFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Named after its model: the keys to the tenant have no accessor to be named after."""

    @classmethod
    def get_default_prefix(cls) -> str:
        assert cls.model is not None
        return str(cls.model._meta.model_name)


class MemberFormSet(InlineFormSet):
    """Saves through the database's functions, which keep ranks and the last owner."""

    def save_existing(self, form: Any, obj: Membership, commit: bool = True) -> Membership:
        named = UserWorkspace.objects.filter(user_id=obj.user_id)
        services.set_roles(
            obj.user_id,
            form.cleaned_data["roles"],
            viewer_modules=form.cleaned_data["viewer_modules"],
            workspaces=None
            if obj.all_workspaces
            else list(named.values_list("workspace_id", flat=True)),
        )
        return obj

    def delete_existing(self, obj: Membership, commit: bool = True) -> None:
        services.remove_member(obj.user_id)


class NewUserForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new person; nobody is made staff here."""

    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    class Meta:
        model = User
        fields = ("email", "name", "password")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        return email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        person = User(email=self.data.get("email", ""), name=self.data.get("name", ""))
        validate_password(password, person)
        return password

"""Forms of members: roles and workspaces, for those inside and those invited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from kernel.core.registry import get_all_modules, roles
from kernel.tenancy.models import Membership, User, Workspace
from kernel.tenancy.models.members import ADMIN, OWNER, VIEWER

ABOUT = {
    OWNER: "everything, and other owners",
    ADMIN: "everything but owners",
    VIEWER: "reads the modules chosen below",
}


def role_choices(keep: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Each role with what it opens; ``keep`` adds roles that a member has from a module gone."""
    titles: dict[str, list[str]] = {}
    for manifest in get_all_modules():
        for role in manifest.permissions.role:
            titles.setdefault(role, []).append(manifest.title)
    named = list(dict.fromkeys((*roles(), *keep)))
    return [
        (role, f"{role.capitalize()}: {ABOUT.get(role) or _reads(titles.get(role, []))}")
        for role in named
    ]


def _reads(modules: Sequence[str]) -> str:
    return f"reads and changes {', '.join(modules)}" if modules else "no module at present"


class RolesForm(forms.Form):
    """Roles, modules to view, and workspaces of one person."""

    roles = forms.MultipleChoiceField(
        label="Roles",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one role.",
            "invalid_choice": "%(value)s is no role of this company.",
        },
    )
    viewer_modules = forms.MultipleChoiceField(
        label="Modules to view",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="For viewers only.",
    )
    reach = forms.ChoiceField(
        label="Workspaces",
        choices=[("all", "All, also later ones"), ("named", "Only the ones chosen below")],
        widget=forms.RadioSelect,
        initial="all",
        error_messages={"required": "Choose all workspaces, or only some."},
    )
    workspaces = forms.MultipleChoiceField(
        label="Chosen workspaces",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Owners and admins always have all of them.",
    )

    def __init__(self, *args: Any, keep: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        spaces = Workspace.objects.order_by("name").values_list("pk", "name")
        choices: dict[str, list[tuple[str, str]]] = {
            "roles": role_choices(keep),
            "viewer_modules": [(one.id, one.title) for one in get_all_modules()],
            "workspaces": [(str(pk), name) for pk, name in spaces],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        given = set(data.get("roles", ()))
        if given == {VIEWER} and not data.get("viewer_modules"):
            self.add_error("viewer_modules", "A viewer sees nothing yet: choose a module.")
        every = given & {OWNER, ADMIN} or data.get("reach") == "all"
        if not every and "reach" in data and not data.get("workspaces"):
            self.add_error("workspaces", "Choose at least one workspace, or all of them.")
        return data

    def grant(self) -> dict[str, Any]:
        """Keywords for ``services.invite`` and ``services.set_roles``."""
        data = self.cleaned_data
        given = list(data["roles"])
        every = set(given) & {OWNER, ADMIN} or data["reach"] == "all"
        return {
            "roles": given,
            "viewer_modules": data["viewer_modules"] if VIEWER in given else [],
            "workspaces": None if every else [UUID(pk) for pk in data["workspaces"]],
        }


class InvitationForm(RolesForm):
    """Whom to invite, as what."""

    email = forms.EmailField(
        label="E-mail",
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text="The link works for this address only.",
    )
    field_order = ("email",)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        person = User.objects.filter(email=email).values_list("pk", flat=True).first()
        if person and Membership.objects.filter(user_id=person).exists():
            raise forms.ValidationError(f"{email} is a member already. Change their roles instead.")
        return email

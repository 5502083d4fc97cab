"""`manage.py demo`: two companies to look at, made once, the same on every machine."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from argparse import ArgumentParser
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kernel.core import registry
from kernel.core.manifest import Manifest
from kernel.errors import KernelError
from kernel.runs.api import run_kernel
from kernel.tenancy import services
from kernel.tenancy.access import my_tenants
from kernel.tenancy.models import Membership, Tenant, User, Workspace
from kernel.tenancy.scope import identity_scope, tenant_scope

SEED = 20260101
AS_OF = dt.date(2026, 1, 31)
PASSWORD = "look-around-the-demo"  # noqa: S105 - printed at every start of a local stack


@dataclass(frozen=True)
class Place:
    """A workspace of a demo company."""

    slug: str
    name: str
    currency: str
    time_zone: str


@dataclass(frozen=True)
class Company:
    """A demo company; `quiet` ones have nothing planted. `people` lends names to its roles."""

    slug: str
    name: str
    quiet: bool
    people: tuple[str, ...]


PLACES = (
    Place("europe", "Europe", "EUR", "Europe/Berlin"),
    Place("north-america", "North America", "USD", "America/New_York"),
)
COMPANIES = (
    Company(
        "alder-pine",
        "Alder & Pine Coffee",
        quiet=False,
        people=(
            "Ines Alder",
            "Tom Vermeer",
            "Lena Okafor",
            "Marco Ruiz",
            "Aiko Brandt",
            "Jonas Weiss",
            "Carla Moreno",
        ),
    ),
    Company(
        "harbor-lane",
        "Harbor Lane Books",
        quiet=True,
        people=(
            "Grace Harbor",
            "Samuel Lindt",
            "Priya Nair",
            "Owen Clarke",
            "Mei Tanaka",
            "Emma Holt",
            "David Kim",
        ),
    ),
)


class Command(BaseCommand):
    only: str | None = None
    help = "Makes the demo companies with their people and rows, if they are not there."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print what there is as JSON")
        parser.add_argument(
            "--seed", type=int, help=f"draw the rows anew with this seed (first: {SEED})"
        )
        parser.add_argument("--only", metavar="ROLE", help="leave the other modules without rows")
        parser.add_argument("--yes-in-production", action="store_true", dest="sure")

    def handle(self, *args: Any, **options: Any) -> None:
        production = settings.UBIGROWTH_ENV == "production"
        if production and not options["sure"]:
            raise CommandError(
                "This is production: demo companies have logins that anybody could try. "
                "Say --yes-in-production if you mean it."
            )
        if options["seed"] is not None and not 0 <= options["seed"] < 2**63:
            raise CommandError("--seed takes a whole number from 0 to 9223372036854775807.")
        roles = [manifest.role for manifest in registry.get_all_modules()]
        if options["only"] and options["only"] not in roles:
            raise CommandError(f"--only takes one of these: {', '.join(roles)}.")
        self.only = options["only"]
        password = secrets.token_urlsafe(18) if production else PASSWORD
        try:
            made = [self._company(one, password, options["seed"]) for one in COMPANIES]
        except KernelError as error:
            raise CommandError(error.detail) from error
        told = {
            "address": settings.PUBLIC_URL,
            "tenants": [tenant for tenant, _ in made],
            "users": [user for _, users in made for user in users],
        }
        self.stdout.write(json.dumps(told, indent=2) if options["json"] else _in_words(told))

    def _company(
        self, company: Company, password: str, seed: int | None
    ) -> tuple[dict[str, Any], list[dict[str, str]]]:
        """The company with its people and rows; answers what `--json` says of it."""
        users = _people(company, password)
        owner = next(iter(users.values()))
        tenant_id, is_new = _tenant(company, owner)
        _members(company, tenant_id, owner, users)
        spaces = _workspaces(tenant_id, owner)
        if is_new or seed is not None:
            for workspace in spaces:
                self._fill(company, tenant_id, workspace, owner, SEED if seed is None else seed)
        tenant = {
            "id": str(tenant_id),
            "slug": company.slug,
            "name": company.name,
            "workspaces": [{"id": str(w.pk), "slug": w.slug, "name": w.name} for w in spaces],
        }
        logins = [
            {"email": user.email, "password": password, "tenant": company.slug, "role": role}
            for role, user in users.items()
        ]
        return tenant, logins

    def _fill(
        self, company: Company, tenant_id: UUID, workspace: Workspace, owner: User, seed: int
    ) -> None:
        """Ask each module for the workspace's rows, and let it look at them once."""
        for manifest in registry.get_all_modules():
            module = _demo_data(manifest)
            if module is None or self.only not in (None, manifest.role):
                continue
            self.stderr.write(f"{company.name}, {workspace.name}: {manifest.name} …")
            with tenant_scope(tenant_id, workspace.pk, principal=owner.pk) as scope:
                module.seed(scope, seed, company.quiet)
            for mode in getattr(module, "FIRST_RUNS", ()):
                run_kernel(manifest.id, mode, tenant_id, workspace.pk, {}, actor=owner)


def _demo_data(manifest: Manifest) -> ModuleType | None:
    name = f"{manifest.role}.demo_data"
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name == name:
            return None
        raise


def _people(company: Company, password: str) -> dict[str, User]:
    """A person a role, the owner first; who is there gets the password of this call."""
    found = {}
    for place, role in enumerate(registry.roles()):
        email = f"{role}@{company.slug}.example"
        name = company.people[place] if place < len(company.people) else role.capitalize()
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(email, password, name=name)
        elif not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password", "password_changed_at"])
        found[role] = user
    return found


def _tenant(company: Company, owner: User) -> tuple[UUID, bool]:
    """The company's tenant, and whether it was made just now."""
    modules = [manifest.id for manifest in registry.get_all_modules()]
    first = PLACES[0]
    with identity_scope(owner.pk):
        for tenant in my_tenants():
            if tenant.slug == company.slug:
                return tenant.id, False
        made = services.create_tenant(
            name=company.name,
            slug=company.slug,
            workspace=first.name,
            timezone_name=first.time_zone,
            currency=first.currency,
            modules=modules,
        )
    with tenant_scope(made.tenant_id, principal=owner.pk, wide=True):
        Tenant.objects.filter(pk=made.tenant_id).update(is_demo=True, as_of=AS_OF)
        for place in PLACES[1:]:
            Workspace.objects.create(
                slug=place.slug,
                name=place.name,
                currency=place.currency,
                timezone=place.time_zone,
            )
    return made.tenant_id, True


def _members(company: Company, tenant_id: UUID, owner: User, users: dict[str, User]) -> None:
    """Invite whoever is missing; each accepts as themselves. Viewers may look at every module."""
    modules = [manifest.id for manifest in registry.get_all_modules()]
    with tenant_scope(tenant_id, principal=owner.pk, wide=True):
        there = set(Membership.objects.values_list("user_id", flat=True))
    for role, user in users.items():
        if user.pk in there:
            continue
        with transaction.atomic():
            with tenant_scope(tenant_id, principal=owner.pk, wide=True):
                _, token = services.invite(
                    email=user.email,
                    roles=[role],
                    viewer_modules=modules if role == "viewer" else (),
                )
            with identity_scope(user.pk):
                services.accept_invitation(token)


def _workspaces(tenant_id: UUID, owner: User) -> list[Workspace]:
    with tenant_scope(tenant_id, principal=owner.pk, wide=True):
        return list(Workspace.objects.order_by("created_at", "id"))


def _in_words(told: dict[str, Any]) -> str:
    lines = [f"The demo is at {told['address']}", ""]
    for tenant in told["tenants"]:
        spaces = ", ".join(workspace["name"] for workspace in tenant["workspaces"])
        lines.append(f"{tenant['name']} ({spaces})")
        lines += [
            f"  {user['email']}  {user['password']}"
            for user in told["users"]
            if user["tenant"] == tenant["slug"]
        ]
    return "\n".join(lines)

"""`manage.py demo` and `manage.py staff`, from the command line's side."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cmo import demo as company
from cmo import demo_data
from cmo.models import MetricsSnapshot, Recommendation
from kernel.core.registry import get_all_modules
from kernel.management.commands import demo
from kernel.tenancy.models import Membership, User
from kernel.tenancy.scope import tenant_scope


@pytest.fixture
def nothing_seeded(monkeypatch):
    """The companies and their people without their rows, which have tests of their own."""
    monkeypatch.setattr(demo, "_demo_data", lambda manifest: None)


def made(*arguments):
    out = StringIO()
    call_command("demo", "--json", *arguments, stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


def test_it_makes_two_companies_with_two_workspaces_and_a_login_a_role(db, nothing_seeded):
    told = made()
    assert [tenant["slug"] for tenant in told["tenants"]] == ["alder-pine", "harbor-lane"]
    assert {len(tenant["workspaces"]) for tenant in told["tenants"]} == {2}
    roles = {user["role"] for user in told["users"] if user["tenant"] == "alder-pine"}
    assert {"owner", "admin", "viewer", "marketer"} <= roles
    tenant, user = told["tenants"][0], told["users"][0]
    owner = User.objects.get(email=user["email"])
    assert owner.check_password(user["password"])
    with tenant_scope(tenant["id"], principal=owner.pk, wide=True):
        viewer = Membership.objects.get(user__email="viewer@alder-pine.example")
    assert viewer.viewer_modules == [manifest.id for manifest in get_all_modules()]


def test_a_second_call_says_the_same(db, nothing_seeded):
    assert made() == made()


def test_the_kernel_and_the_rows_speak_of_the_same_companies():
    for planned in demo.COMPANIES:
        data = company.build(quiet=planned.quiet)
        assert (data.tenant.slug, data.tenant.name) == (planned.slug, planned.name)
        assert [(one.slug, one.name, one.currency, one.time_zone) for one in data.workspaces] == [
            (one.slug, one.name, one.currency, one.time_zone) for one in demo.PLACES
        ]
    assert (company.SEED, company.AS_OF) == (demo.SEED, demo.AS_OF)


def test_another_seed_draws_the_rows_anew_and_lets_old_proposals_expire(marketed):
    with marketed.scope() as scope:
        from kernel.tenancy.models import Workspace

        Workspace.objects.filter(pk=scope.workspace_id).update(slug="europe")
        written = demo_data.seed(scope, 7, False)
        assert MetricsSnapshot.objects.count() + 2920 < written
        assert MetricsSnapshot.objects.values("channel").distinct().count() == 6
        first = MetricsSnapshot.objects.get(channel="email", date=company.AS_OF).clicks
        demo_data.seed(scope, 8, False)
        again = MetricsSnapshot.objects.get(channel="email", date=company.AS_OF).clicks
        assert first != again
        assert not Recommendation.objects.filter(status="pending").exists()


def test_production_is_not_given_demo_logins_by_accident(settings):
    settings.UBIGROWTH_ENV = "production"
    with pytest.raises(CommandError, match="--yes-in-production"):
        call_command("demo")


def test_in_production_the_passwords_are_nobodys_guess(db, nothing_seeded, settings):
    settings.UBIGROWTH_ENV = "production"
    passwords = {user["password"] for user in made("--yes-in-production")["users"]}
    assert demo.PASSWORD not in passwords
    assert all(len(password) >= 20 for password in passwords)


def test_a_seed_is_a_whole_number(db):
    with pytest.raises(CommandError, match="whole number"):
        call_command("demo", "--seed", "-1")


def test_only_the_owner_login_makes_staff(db, cast):
    with pytest.raises(CommandError, match="owner login"):
        call_command("staff", "alice@example.com", stdout=StringIO())


def test_staff_needs_an_address(db):
    with pytest.raises(CommandError, match="no e-mail"):
        call_command("staff", "alice")

"""Memberships, invitations and support grants: what each rank may do, and no more."""

import datetime as dt
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from kernel.audit.models import AuditEvent
from kernel.errors import ConflictError, KernelError, NotFoundError
from kernel.ids import uuid7
from kernel.tenancy import services
from kernel.tenancy.access import access, my_tenants
from kernel.tenancy.models import Invitation, Membership, User
from kernel.tenancy.scope import Kind, identity_scope, tenant_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer():
    return User.objects.create_user("new@example.com", "a long enough password")


def invited(cast, **more):
    with cast.scope():
        return services.invite(email="new@example.com", roles=["marketer"], **more)


def test_an_invitation_is_accepted_once(cast, newcomer):
    token = invited(cast)[1]
    with identity_scope(newcomer.pk):
        assert services.accept_invitation(token) == cast.alder.tenant_id
        with pytest.raises(NotFoundError):
            services.accept_invitation(token)
    with cast.scope(newcomer):
        assert access().writes("ai_cmo")


def test_an_invitation_is_for_its_address_alone(cast):
    token = invited(cast)[1]
    with identity_scope(cast.charlie.pk), pytest.raises(NotFoundError):
        services.accept_invitation(token)


def test_an_expired_invitation_opens_nothing(cast, newcomer, monkeypatch):
    monkeypatch.setattr(services, "INVITATION_LIFE", dt.timedelta(seconds=-1))
    token = invited(cast)[1]
    assert services.open_invitation(token) is None
    with identity_scope(newcomer.pk), pytest.raises(NotFoundError):
        services.accept_invitation(token)


def test_a_withdrawn_invitation_opens_nothing(cast, newcomer):
    invitation, token = invited(cast)
    with cast.scope():
        services.revoke_invitation(invitation)
    assert services.open_invitation(token) is None
    with identity_scope(newcomer.pk), pytest.raises(NotFoundError):
        services.accept_invitation(token)


def test_the_token_is_stored_as_a_hash(cast):
    invitation, token = invited(cast)
    with cast.scope():
        kept = Invitation.objects.get(pk=invitation)
    assert token not in str(vars(kept))
    assert kept.token_hash == services.hash_token(token)


def test_an_invitation_to_one_workspace_opens_that_one(cast, newcomer):
    token = invited(cast, workspaces=[cast.alder.second_id])[1]
    with identity_scope(newcomer.pk):
        services.accept_invitation(token)
        mine = my_tenants()
    assert [space[0] for space in mine[0].workspaces] == [cast.alder.second_id]


def test_an_invitation_names_no_foreign_workspace(cast):
    with cast.scope(), pytest.raises(NotFoundError):
        services.invite(
            email="new@example.com", roles=["marketer"], workspaces=[cast.harbor.workspace_id]
        )


@pytest.mark.parametrize("who", ["bob", "fay", "vera", "charlie"])
def test_only_owners_and_admins_invite(cast, who):
    with tenant_scope(
        cast.alder.tenant_id, cast.alder.workspace_id, principal=getattr(cast, who).pk
    ):
        with pytest.raises(KernelError, match="owners and admins"):
            services.invite(email="x@example.com", roles=["marketer"])


def test_an_admin_makes_no_owner(cast):
    with cast.scope():
        services.set_roles(cast.bob.pk, ["admin"])
    with cast.scope(cast.bob):
        with pytest.raises(KernelError, match="Only an owner makes an owner"):
            services.set_roles(cast.fay.pk, ["owner"])
        with pytest.raises(KernelError, match="Only an owner changes an owner"):
            services.set_roles(cast.alice.pk, ["viewer"])
        with pytest.raises(KernelError, match="Only an owner"):
            services.remove_member(cast.alice.pk)


def test_the_last_owner_stays(cast):
    with cast.scope():
        with pytest.raises(ConflictError, match="at least one owner"):
            services.set_roles(cast.alice.pk, ["admin"])
        with pytest.raises(ConflictError, match="at least one owner"):
            services.remove_member(cast.alice.pk)
        services.set_roles(cast.bob.pk, ["owner"])
        services.remove_member(cast.alice.pk)
    with cast.scope(cast.bob):
        assert Membership.objects.filter(user_id=cast.alice.pk).count() == 0


def test_a_person_may_leave(cast):
    with cast.scope(cast.bob):
        services.remove_member(cast.bob.pk)
    with identity_scope(cast.bob.pk):
        assert my_tenants() == []


def test_roles_of_an_unknown_person_are_not_set(cast):
    with cast.scope(), pytest.raises(NotFoundError):
        services.set_roles(cast.charlie.pk, ["marketer"])


def test_what_changes_a_membership_is_audited(cast):
    with cast.scope():
        services.set_roles(cast.bob.pk, ["viewer"], viewer_modules=["ai_cmo"])
        event = AuditEvent.objects.filter(event="member.roles_set").latest("at")
    assert event.subject == str(cast.bob.pk)
    assert event.detail == {"had": ["marketer"], "has": ["viewer"]}


def test_rights_follow_roles_and_modules(cast):
    rights = {}
    for who in ("alice", "bob", "fay", "vera"):
        with cast.scope(getattr(cast, who)):
            mine = access()
            rights[who] = (mine.reads("ai_cmo"), mine.writes("ai_cmo"), mine.manages)
    assert rights == {
        "alice": (True, True, True),
        "bob": (True, True, False),
        "fay": (False, False, False),
        "vera": (False, False, False),
    }


def test_staff_open_a_tenant_with_a_reason_only(cast):
    with identity_scope(cast.sam.pk):
        with pytest.raises(ConflictError, match="reason"):
            services.grant_support(cast.alder.tenant_id, "why")
        until = services.grant_support(cast.alder.tenant_id, "Ticket 4711: import fails", 600)
    assert until <= timezone.now() + dt.timedelta(minutes=60, seconds=5)
    with tenant_scope(
        cast.alder.tenant_id, cast.alder.workspace_id, kind=Kind.SUPPORT, principal=cast.sam.pk
    ):
        assert Membership.objects.count() == cast.members
        assert access().manages
    with identity_scope(cast.sam.pk):
        services.end_support(cast.alder.tenant_id)
    with tenant_scope(
        cast.alder.tenant_id, cast.alder.workspace_id, kind=Kind.SUPPORT, principal=cast.sam.pk
    ):
        assert Membership.objects.count() == 0


def test_nobody_else_opens_a_support_grant(cast):
    with identity_scope(cast.charlie.pk), pytest.raises(KernelError, match="staff"):
        services.grant_support(cast.alder.tenant_id, "I would like to look")


def test_staff_without_a_grant_see_no_rows(cast):
    with tenant_scope(cast.alder.tenant_id, cast.alder.workspace_id, principal=cast.sam.pk):
        assert Membership.objects.filter(user_id=cast.alice.pk).count() == 0


def test_a_tenant_is_made_for_oneself(cast):
    with identity_scope(cast.bob.pk):
        made = services.create_tenant(name="Bob & Sons", modules=["ai_cmo"], roles=["marketer"])
        assert {t.slug for t in my_tenants()} == {"alder", "bob-sons"}
        with pytest.raises(KernelError, match="made by its owner or by staff"):
            services.create_tenant(name="Trojan", owner=cast.alice.pk)
    with tenant_scope(made.tenant_id, made.workspace_id, principal=cast.bob.pk):
        assert access().manages


def test_two_companies_of_one_name_get_two_slugs(cast):
    with identity_scope(cast.bob.pk):
        services.create_tenant(name="Twice")
        services.create_tenant(name="Twice")
        slugs = [tenant.slug for tenant in my_tenants() if tenant.name == "Twice"]
        assert len(set(slugs)) == 2
        with pytest.raises(ConflictError, match="taken"):
            services.create_tenant(name="Other", slug="twice")


def test_doors_before_a_tenant_answer_the_callers_own_ids_only(cast):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM auth.my_tenants()")
        assert cursor.fetchall() == []
    assert services.tenant_of_host("nobody.example") is None
    assert services.endpoint_home(UUID(str(uuid7()))) is None
    assert services.open_invitation("guess") is None

"""Every page of settings for every kind of person."""

import pytest

pytestmark = pytest.mark.django_db

EVERYBODYS = (
    "/settings/account/",
    "/settings/workspace/",
    "/settings/keys/",
    "/notifications/",
    "/proof/",
)
MANAGED = (
    "/settings/members/",
    "/settings/members/invitation/",
    "/settings/modules/",
    "/settings/webhooks/",
    "/settings/isolation/",
    "/settings/audit/",
)
MEMBERS = ("alice", "bob", "fay", "vera", "una")


@pytest.mark.parametrize("page", [*EVERYBODYS, *MANAGED])
def test_an_owner_opens_every_page(enter, page):
    response = enter("alice").get(page)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("page", [*EVERYBODYS, *MANAGED])
def test_an_admin_opens_every_page(enter, admin, page):
    assert enter("bob").get(page).status_code == 200


@pytest.mark.parametrize("who", ["bob", "fay", "vera", "una"])
@pytest.mark.parametrize("page", EVERYBODYS)
def test_every_member_has_pages_of_their_own(enter, who, page):
    assert enter(who).get(page).status_code == 200


@pytest.mark.parametrize("who", ["bob", "fay", "vera", "una"])
@pytest.mark.parametrize("page", MANAGED)
def test_a_managed_page_tells_others_who_manages(enter, who, page):
    response = enter(who).get(page)
    assert response.status_code == 403
    text = response.content.decode()
    assert "for owners and admins" in text
    assert "Alice (owner)" in text
    assert 'href="/settings/account/"' in text


@pytest.mark.parametrize("page", [*EVERYBODYS, *MANAGED, "/settings/"])
def test_nobody_is_asked_to_sign_in_first(db, client, page):
    response = client.get(page)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/?next=")


def test_navigation_lists_what_the_person_may_open(enter):
    for who, shown in (("alice", 8), ("vera", 3)):
        sections = enter(who).get("/settings/account/").context["sections"]
        assert len(sections) == shown
        assert [one["label"] for one in sections if one["current"]] == ["Your account"]


def test_settings_lead_to_the_own_account(enter):
    assert enter("vera").get("/settings/").headers["Location"] == "/settings/account/"


def test_a_stranger_sees_their_own_company_under_the_same_address(enter):
    response = enter("charlie").get("/settings/members/")
    text = response.content.decode()
    assert "charlie@example.com" in text
    assert "bob@example.com" not in text


WRITES = (
    ("/settings/workspace/", {"of": "workspace", "name": "Taken"}),
    ("/settings/workspace/", {"of": "company", "company-name": "Taken"}),
    (
        "/settings/members/invitation/",
        {"email": "n@example.com", "roles": "marketer", "reach": "all"},
    ),
    ("/settings/modules/ai_cmo/", {"enabled": "off"}),
    ("/settings/webhooks/", {"name": "Mine", "module_id": "ai_cmo"}),
)


@pytest.mark.parametrize(("page", "data"), WRITES)
@pytest.mark.parametrize("who", ["bob", "vera"])
def test_whoever_does_not_manage_writes_nothing(enter, cast, who, page, data):
    response = enter(who).post(page, data)
    assert response.status_code == 403
    assert "Alice (owner)" in response.content.decode()
    with cast.scope(cast.alice):
        from kernel.tenancy.models import (
            Invitation,
            Tenant,
            TenantModule,
            WebhookEndpoint,
            Workspace,
        )

        assert not WebhookEndpoint.objects.exists()
        assert not Invitation.objects.filter(email="n@example.com").exists()
        assert not TenantModule.objects.filter(enabled=False).exists()
        assert Tenant.objects.get(pk=cast.alder.tenant_id).name == "Alder"
        assert not Workspace.objects.filter(name="Taken").exists()

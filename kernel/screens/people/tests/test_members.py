"""Members, their roles, and invitations."""

import re

import pytest

from kernel.tenancy import services
from kernel.tenancy.models import Invitation, Membership, UserWorkspace

pytestmark = pytest.mark.django_db

PAGE = "/settings/members/"


def roles_of(cast, who):
    with cast.scope(cast.alice):
        return Membership.objects.filter(user_id=who.pk).values_list("roles", flat=True).first()


def test_the_list_says_who_is_there_as_what_and_where(enter, cast):
    text = re.sub(r"<[^>]+>|\s+", " ", enter("alice").get(PAGE).content.decode())
    for said in ("Alice (you)", "bob@example.com", "viewer of nothing", "Second"):
        assert said in text
    assert f"{cast.members} in Alder, 0 invited" in text
    assert "Nobody is invited at the moment" in text


def test_an_owner_sets_roles_and_workspaces(enter, cast):
    form = {"roles": ["marketer", "viewer"], "viewer_modules": "ai_cmo", "reach": "named",
            "workspaces": str(cast.alder.second_id)}  # fmt: skip
    response = enter("alice").post(f"{PAGE}{cast.bob.pk}/", form)
    assert (response.status_code, response.headers["Location"]) == (302, PAGE)
    with cast.scope(cast.alice):
        member = Membership.objects.get(user_id=cast.bob.pk)
        spaces = UserWorkspace.objects.filter(user_id=cast.bob.pk)
        assert sorted(member.roles) == ["marketer", "viewer"]
        assert (member.viewer_modules, member.all_workspaces) == (["ai_cmo"], False)
        assert [one.workspace_id for one in spaces] == [cast.alder.second_id]


def test_modules_to_view_go_with_the_role_of_viewer(enter, cast):
    form = {"roles": "marketer", "viewer_modules": "ai_cmo", "reach": "all"}
    enter("alice").post(f"{PAGE}{cast.vera.pk}/", form)
    with cast.scope(cast.alice):
        member = Membership.objects.get(user_id=cast.vera.pk)
    assert (member.roles, member.viewer_modules) == (["marketer"], [])


def test_the_form_shows_what_the_member_has_even_a_role_of_no_module(enter, cast):
    with cast.scope(cast.alice, wide=True):
        services.set_roles(cast.fay.pk, ["stewardship"])
    form = enter("alice").get(f"{PAGE}{cast.fay.pk}/").context["form"]
    assert form["roles"].value() == ["stewardship"]
    assert ("stewardship", "Stewardship: no module at present") in form.fields["roles"].choices
    una = enter("alice").get(f"{PAGE}{cast.una.pk}/").context["form"]
    assert una["reach"].value() == "named"
    assert una["workspaces"].value() == [str(cast.alder.second_id)]


@pytest.mark.parametrize(
    ("form", "field", "said"),
    [
        ({"reach": "all"}, "roles", "at least one role"),
        ({"roles": "emperor", "reach": "all"}, "roles", "emperor is no role"),
        ({"roles": "viewer", "reach": "all"}, "viewer_modules", "choose a module"),
        ({"roles": "marketer", "reach": "named"}, "workspaces", "at least one workspace"),
        ({"roles": "marketer"}, "reach", "Choose all workspaces"),
        ({"roles": "marketer", "reach": "named", "workspaces": "01890000-0000-7000-8000-000000000000"},
         "workspaces", "not one of the available"),
        ({"roles": "viewer", "viewer_modules": "ai_none", "reach": "all"}, "viewer_modules", "not one"),
    ],
)  # fmt: skip
def test_roles_that_make_no_sense_are_told_at_their_field(enter, cast, form, field, said):
    response = enter("alice").post(f"{PAGE}{cast.bob.pk}/", form)
    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    assert roles_of(cast, cast.bob) == ["marketer"]


def test_another_tenants_workspace_cannot_be_given(enter, cast):
    form = {"roles": "marketer", "reach": "named", "workspaces": str(cast.harbor.workspace_id)}
    response = enter("alice").post(f"{PAGE}{cast.bob.pk}/", form)
    assert response.status_code == 422
    assert "Harbor" not in response.content.decode()


def test_the_last_owner_stays_one(enter, cast):
    form = {"roles": "marketer", "reach": "all"}
    response = enter("alice").post(f"{PAGE}{cast.alice.pk}/", form)
    assert response.status_code == 409
    text = response.content.decode()
    assert "The roles were not changed." in text
    assert "keeps at least one owner" in text
    assert response.context["form"]["roles"].value() == ["marketer"]
    assert roles_of(cast, cast.alice) == ["owner"]


def test_an_admin_makes_no_owner_and_changes_none(enter, cast, admin):
    client = enter("bob")
    made = client.post(f"{PAGE}{cast.fay.pk}/", {"roles": "owner", "reach": "all"})
    assert (made.status_code, roles_of(cast, cast.fay)) == (403, ["finance"])
    assert "Only an owner makes an owner." in made.content.decode()
    changed = client.post(f"{PAGE}{cast.alice.pk}/", {"roles": "marketer", "reach": "all"})
    assert (changed.status_code, roles_of(cast, cast.alice)) == (403, ["owner"])
    assert "Only an owner changes an owner." in changed.content.decode()
    removed = client.post(f"{PAGE}{cast.alice.pk}/removal/")
    assert (removed.status_code, roles_of(cast, cast.alice)) == (403, ["owner"])
    assert "Nobody was removed." in removed.content.decode()


def test_a_member_is_removed_after_a_question(enter, cast):
    client = enter("alice")
    assert "loses sight of Alder" in client.get(f"{PAGE}{cast.bob.pk}/removal/").content.decode()
    assert roles_of(cast, cast.bob) == ["marketer"]
    assert client.post(f"{PAGE}{cast.bob.pk}/removal/").headers["Location"] == PAGE
    assert roles_of(cast, cast.bob) is None
    assert "Bob is no longer a member." in client.get(PAGE).content.decode()


def test_nobody_removes_themselves_here(enter, cast):
    url = f"{PAGE}{cast.alice.pk}/removal/"
    assert "That is you" in enter("alice").get(url).content.decode()
    assert enter("alice").post(url).headers["Location"] == "/settings/account/#leave"
    assert roles_of(cast, cast.alice) == ["owner"]


@pytest.mark.parametrize("tail", ["", "removal/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_no_member(enter, cast, tail, method):
    url = f"{PAGE}{cast.charlie.pk}/{tail}"
    assert getattr(enter("alice"), method)(url, {"roles": "marketer"}).status_code == 404


def test_an_invitation_is_a_link_that_is_shown_once(enter, cast, client):
    alice = enter("alice")
    form = {"email": " Nina@Example.com", "roles": "marketer", "reach": "all"}
    response = alice.post(f"{PAGE}invitation/", form)
    assert response.status_code == 201
    assert response.headers["Cache-Control"] == "private, no-store"
    link = response.context["link"]
    assert link.startswith("http://testserver/accounts/invitations/")
    listed = alice.get(PAGE).content.decode()
    assert "nina@example.com" in listed
    assert link.rstrip("/").rpartition("/")[2] not in listed
    shown = client.get(link)
    assert (shown.status_code, shown.context["state"]) == (200, "new")
    joined = client.post(link, {"name": "Nina", "password": "a fine long password"})
    assert joined.headers["Location"] == "/"
    assert "Nobody is invited" in alice.get(PAGE).content.decode()
    again = client.get(link)
    assert again.status_code == 404
    assert "no longer open" in again.content.decode()


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"email": "nobody"}, "email", "valid email"),
        ({"email": ""}, "email", "required"),
        ({"email": "BOB@example.com"}, "email", "is a member already"),
        ({"email": "nina@example.com"}, "email", "Withdraw it"),
        ({"roles": []}, "roles", "at least one role"),
    ],
)
def test_an_invitation_with_a_fault_invites_nobody(enter, cast, more, field, said):
    with cast.scope(cast.alice):
        services.invite(email="nina@example.com", roles=["marketer"])
        before = Invitation.objects.count()
    form = {"email": "ned@example.com", "roles": "marketer", "reach": "all", **more}
    response = enter("alice").post(f"{PAGE}invitation/", form)
    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    assert form["email"] in response.content.decode()
    with cast.scope(cast.alice):
        assert Invitation.objects.count() == before


def test_a_stranger_who_has_an_account_elsewhere_may_be_invited(enter, cast):
    form = {"email": "charlie@example.com", "roles": "marketer", "reach": "all"}
    assert enter("alice").post(f"{PAGE}invitation/", form).status_code == 201


def test_an_admin_invites_no_owner(enter, admin):
    form = {"email": "ned@example.com", "roles": "owner", "reach": "all"}
    response = enter("bob").post(f"{PAGE}invitation/", form)
    assert response.status_code == 403
    assert "Only an owner makes an owner." in response.content.decode()
    assert "ned@example.com" in response.content.decode()


def test_a_withdrawn_link_opens_nothing(enter, cast, client):
    with cast.scope(cast.alice):
        pk, token = services.invite(email="nina@example.com", roles=["marketer"])
    alice, url = enter("alice"), f"{PAGE}invitations/{pk}/withdrawal/"
    assert alice.post(url).headers["Location"] == PAGE
    assert "The invitation was withdrawn." in alice.get(PAGE).content.decode()
    assert client.get(f"/accounts/invitations/{token}/").status_code == 404
    alice.post(url)
    assert "It is no longer open." in alice.get(PAGE).content.decode()
    assert alice.get(url).status_code == 405


def test_another_tenants_invitation_cannot_be_withdrawn(enter, cast, client):
    with cast.scope(cast.charlie):
        pk, token = services.invite(email="nina@example.com", roles=["marketer"])
    enter("alice").post(f"{PAGE}invitations/{pk}/withdrawal/")
    assert client.get(f"/accounts/invitations/{token}/").status_code == 200

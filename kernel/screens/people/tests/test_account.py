"""A person's own page."""

import pytest
from django.test import Client

from kernel.audit.models import AuditEvent
from kernel.tenancy import services
from kernel.tenancy.models import Membership, User
from kernel.tenancy.testing import PASSWORD

pytestmark = pytest.mark.django_db

PAGE = "/settings/account/"
NEW = "an entirely new phrase"


def test_a_person_names_themselves_and_chooses_how_pages_look(enter, cast):
    client = enter("vera")
    response = client.post(PAGE, {"name": "Vera Vale", "theme": "dark"})
    assert response.headers["Location"] == PAGE
    assert response.cookies["theme"].value == "dark"
    assert response.cookies["shortcuts"].value == "off"
    vera = User.objects.get(pk=cast.vera.pk)
    assert (vera.name, vera.theme, vera.shortcuts) == ("Vera Vale", "dark", False)
    assert "Your account was saved." in client.get(PAGE).content.decode()


def test_the_theme_follows_a_person_to_another_browser(enter):
    enter("vera").post(PAGE, {"name": "Vera", "theme": "dark"})
    elsewhere = enter("vera")
    assert 'data-theme="dark"' in elsewhere.get(PAGE).content.decode()
    elsewhere.post("/appearance/", {"theme": "light", "shortcuts": "on", "next": PAGE})
    fresh = enter("vera").get(PAGE).context["person"]
    assert (fresh["theme"].value(), fresh["shortcuts"].value()) == ("light", True)


@pytest.mark.parametrize(
    ("more", "field"), [({"name": " "}, "name"), ({"name": "x" * 121}, "name"), ({"theme": "pink"}, "theme")]
)  # fmt: skip
def test_a_fault_keeps_what_was_typed(enter, cast, more, field):
    response = enter("vera").post(PAGE, {"name": "Vera Vale", "theme": "dark", **more})
    assert response.status_code == 422
    assert list(response.context["person"].errors) == [field]
    assert User.objects.get(pk=cast.vera.pk).name == "Vera"


def test_a_new_password_signs_out_everywhere_else(enter, cast):
    here, elsewhere = enter("bob"), enter("bob")
    before = User.objects.get(pk=cast.bob.pk).password_changed_at
    response = here.post(f"{PAGE}password/", {"current": PASSWORD, "new": NEW})
    assert response.headers["Location"] == PAGE
    assert here.get(PAGE).status_code == 200
    assert elsewhere.get(PAGE).headers["Location"].startswith("/accounts/login/")
    bob = User.objects.get(pk=cast.bob.pk)
    assert bob.check_password(NEW)
    assert bob.password_changed_at > before
    with cast.scope(cast.alice):
        assert AuditEvent.objects.filter(event="password.changed").count() == 1
    assert (
        Client().post("/accounts/login/", {"email": bob.email, "password": NEW}).status_code == 302
    )


@pytest.mark.parametrize(
    ("form", "field", "said"),
    [
        ({"current": "wrong wrong wrong", "new": NEW}, "current", "not your password"),
        ({"current": "", "new": NEW}, "current", "required"),
        ({"current": PASSWORD, "new": "short"}, "new", "too short"),
        ({"current": PASSWORD, "new": "password12345"}, "new", "too common"),
        ({"current": PASSWORD, "new": "bob@example.com"}, "new", "too similar"),
        ({"current": PASSWORD, "new": PASSWORD}, "new", "Choose another"),
        ({"current": PASSWORD, "new": ""}, "new", "required"),
    ],
)
def test_a_password_with_a_fault_changes_nothing(enter, cast, form, field, said):
    client = enter("bob")
    response = client.post(f"{PAGE}password/", form)
    assert response.status_code == 422
    text = response.content.decode()
    assert said in " ".join(response.context["password"].errors[field])
    assert "The password was not changed." in text
    assert PASSWORD not in text
    assert User.objects.get(pk=cast.bob.pk).check_password(PASSWORD)
    assert client.get(PAGE).status_code == 200


def test_guessing_the_password_from_a_stolen_session_is_slowed_down(enter, cast):
    client, guess = enter("bob"), {"current": "a guess of mine", "new": NEW}
    for _ in range(5):
        assert client.post(f"{PAGE}password/", guess).status_code == 422
    assert client.post(f"{PAGE}password/", {"current": PASSWORD, "new": NEW}).status_code == 429
    assert User.objects.get(pk=cast.bob.pk).check_password(PASSWORD)
    with cast.scope(cast.alice):
        assert AuditEvent.objects.filter(event="password.refused").count() == 5


def test_a_member_leaves_and_chooses_where_to_go(enter, cast):
    client = enter("bob")
    response = client.post(f"{PAGE}leaving/", {"sure": "yes"})
    assert response.headers["Location"] == "/switch/"
    with cast.scope(cast.alice):
        assert not Membership.objects.filter(user_id=cast.bob.pk).exists()
    assert "You belong to no company yet" in client.get("/switch/").content.decode()
    assert client.get("/").headers["Location"] == "/switch/"
    assert client.get(PAGE).status_code == 403


def test_leaving_asks_for_a_tick_first(enter, cast):
    response = enter("bob").post(f"{PAGE}leaving/")
    assert response.status_code == 422
    assert "Tick the box" in response.content.decode()
    with cast.scope(cast.alice):
        assert Membership.objects.filter(user_id=cast.bob.pk).exists()


def test_the_last_owner_stays_until_there_is_another(enter, cast):
    client = enter("alice")
    response = client.post(f"{PAGE}leaving/", {"sure": "yes"})
    assert response.status_code == 409
    text = response.content.decode()
    assert "keeps at least one owner" in text
    assert "Make somebody else an owner first." in text
    with cast.scope(cast.alice):
        services.set_roles(cast.bob.pk, ["owner"])
    assert client.post(f"{PAGE}leaving/", {"sure": "yes"}).status_code == 302

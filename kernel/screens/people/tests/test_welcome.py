"""The first page, and the way from there into a company."""

import pytest

from kernel.screens.people import welcome
from kernel.tenancy import services
from kernel.tenancy.models import User
from kernel.tenancy.scope import identity_scope
from kernel.tenancy.testing import PASSWORD

DEMO = [
    {"email": "owner@alder-pine.example", "name": "O", "role": "owner"},
    {"email": "marketer@alder-pine.example", "name": "M", "role": "marketer"},
]


@pytest.fixture
def demo(monkeypatch):
    monkeypatch.setattr(welcome, "demo_people", lambda: DEMO)


def test_nobody_is_led_from_the_briefing_to_the_first_page(db, client):
    assert client.get("/").headers["Location"] == "/welcome/"
    assert client.get("/runs/").headers["Location"] == "/accounts/login/?next=%2Fruns%2F"


def test_the_first_page_offers_the_demo_a_company_and_signing_in(db, client, demo):
    text = client.get("/welcome/").content.decode()
    assert 'value="marketer@alder-pine.example"' in text
    assert "Look at the demo" in text
    assert 'href="/accounts/signup/"' in text
    assert 'href="/accounts/login/"' in text


def test_without_a_demo_the_company_comes_first(db, client):
    text = client.get("/welcome/").content.decode()
    assert "Look at the demo" not in text
    assert "Start my company" in text


def test_where_signing_up_is_closed_the_demo_remains(db, client, demo, settings):
    settings.SIGNUP_OPEN = False
    text = client.get("/welcome/").content.decode()
    assert "Look at the demo" in text
    assert "Start my company" not in text


def test_where_nothing_is_open_one_signs_in(db, client, settings):
    settings.SIGNUP_OPEN = False
    assert client.get("/welcome/").headers["Location"] == "/accounts/login/"
    assert (
        "owner or admin of your company invites you"
        in client.get("/accounts/login/").content.decode()
    )


def test_whoever_is_signed_in_goes_to_the_briefing(enter, db):
    assert enter("bob").get("/welcome/").headers["Location"] == "/"


def test_the_first_page_takes_no_post(db, client):
    assert client.post("/welcome/").status_code == 405


def test_a_person_without_a_company_is_led_to_start_one(db, client):
    nina = User.objects.create_user("nina@example.com", PASSWORD, name="Nina")
    client.force_login(nina)
    assert client.get("/").headers["Location"] == "/switch/"
    text = client.get("/switch/").content.decode()
    assert "You belong to no company yet" in text
    assert 'href="/start/"' in text


def test_a_new_company_begins_with_three_steps(db, client):
    person = {"name": "Nina", "email": "nina@example.com", "password": "a fine long password"}
    client.post("/accounts/signup/", person)
    company = {
        "name": "Nuts",
        "time_zone": "Europe/Paris",
        "currency": "EUR",
        "number_format": "fr",
    }
    assert client.post("/start/", company).headers["Location"] == "/"
    text = client.get("/").content.decode()
    for said in ("Import your figures", "Run the spend analyst", "Invite someone"):
        assert said in text
    assert "samples/metrics.csv" in text
    assert "/runs/console/cfo/?mode=optimization" in text


@pytest.mark.parametrize("field", ["name", "time_zone", "currency", "number_format"])
def test_a_company_with_a_fault_is_not_made_and_keeps_what_was_typed(db, client, field):
    nina = User.objects.create_user("nina@example.com", PASSWORD, name="Nina")
    client.force_login(nina)
    form = {
        "name": "Nuts & Co",
        "time_zone": "Europe/Paris",
        "currency": "EUR",
        "number_format": "fr",
    }
    response = client.post("/start/", {**form, field: ""})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    if field != "name":
        assert "Nuts &amp; Co" in response.content.decode()


def test_the_wrong_address_is_told_whom_the_invitation_is_for(enter, cast, db):
    with cast.scope(cast.alice):
        _, token = services.invite(email="nina@example.com", roles=["marketer"])
    text = enter("charlie").get(f"/accounts/invitations/{token}/").content.decode()
    assert "For nina@example.com" in text
    assert "You are signed in as charlie@example.com. Sign out" in text


def test_the_chooser_lists_workspaces_and_marks_where_one_is(enter, cast, db):
    with cast.scope(cast.charlie):
        _, token = services.invite(email="alice@example.com", roles=["marketer"])
    with identity_scope(cast.alice.pk):
        services.accept_invitation(token)
    client = enter("alice", cast.alder.tenant_id, cast.alder.second_id)
    text = client.get("/switch/").content.decode()
    assert text.count('name="workspace"') == 3
    assert text.count("you are here") == 1
    form = {"tenant": str(cast.harbor.tenant_id), "workspace": str(cast.harbor.workspace_id)}
    assert client.post("/switch/", form).headers["Location"] == "/"
    assert "Harbor" in client.get("/settings/keys/").content.decode()

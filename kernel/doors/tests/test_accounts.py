"""Signing in, up and out; companies, invitations and the switcher."""

import time

import pytest
from django.test import Client

from kernel.audit.models import AuditEvent
from kernel.tenancy import services
from kernel.tenancy.access import my_tenants
from kernel.tenancy.models import User
from kernel.tenancy.scope import identity_scope
from kernel.tenancy.testing import PASSWORD

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def events(cast):
    with identity_scope(cast.sam.pk):
        return [(event.event, event.subject) for event in AuditEvent.objects.order_by("at")]


def test_a_person_signs_in_and_goes_where_they_wanted(cast, client):
    response = client.post(
        LOGIN + "?next=/cmo/", {"email": " Bob@Example.com", "password": PASSWORD}
    )
    assert (response.status_code, response.headers["Location"]) == (302, "/cmo/")
    assert client.session["_auth_user_id"] == str(cast.bob.pk)
    assert events(cast) == [("login.succeeded", str(cast.bob.pk))]
    cast.bob.refresh_from_db()
    assert cast.bob.last_login is not None


def test_another_site_is_no_place_to_go(cast, client):
    form = {"email": "bob@example.com", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post(LOGIN, form).headers["Location"] == "/"


def test_a_wrong_password_and_an_unknown_person_get_the_same_answer_in_the_same_time(
    cast, client, full_price
):
    client.get(LOGIN)
    bodies, times = [], []
    for email in ("bob@example.com", "bab@example.com"):
        began = time.perf_counter()
        response = client.post(LOGIN, {"email": email, "password": "wrong wrong wrong"})
        times.append(time.perf_counter() - began)
        assert response.status_code == 422
        token = response.context["csrf_token"]
        bodies.append(response.content.decode().replace(str(token), "").replace(email, ""))
    assert "do not go together" in bodies[0]
    assert bodies[0].count("\n") == bodies[1].count("\n")
    assert 0.3 < times[0] / times[1] < 3.3
    assert events(cast) == [("login.refused", str(cast.bob.pk)), ("login.refused", "unknown")]


def test_the_sixth_attempt_within_a_minute_waits_even_with_the_right_password(cast, client):
    for attempt in range(5):
        spoofed = {"HTTP_X_FORWARDED_FOR": f"10.0.0.{attempt}"}
        assert client.post(LOGIN, {"email": "bob@example.com", "password": "no"}, **spoofed)
    form = {"email": "BOB@example.com ", "password": PASSWORD}
    response = client.post(LOGIN, form, HTTP_X_FORWARDED_FOR="10.9.9.9")
    assert response.status_code == 429
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert response.headers["RateLimit"].startswith('"login";r=0;t=')
    assert "_auth_user_id" not in client.session


def test_a_deactivated_person_cannot_sign_in(cast, client):
    with identity_scope(cast.sam.pk):
        User.objects.filter(pk=cast.bob.pk).update(is_active=False)
    response = client.post(LOGIN, {"email": "bob@example.com", "password": PASSWORD})
    assert response.status_code == 422


def test_signing_out_needs_a_post_and_ends_the_session(cast):
    client = signed_in(cast.bob)
    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/").headers["Location"] == LOGIN
    assert "_auth_user_id" not in client.session


def test_a_stranger_signs_up_and_starts_a_company(db, client, settings):
    settings.SIGNUP_OPEN = True
    form = {"name": "Nina", "email": "Nina@Example.com", "password": "a fine long password"}
    assert client.post("/accounts/signup/", form).headers["Location"] == "/start/"
    company = {
        "name": "Nina's Nuts", "time_zone": "Europe/Paris", "currency": "chf",
        "number_format": "fr", "role": "marketer",
    }  # fmt: skip
    assert client.post("/start/", company).headers["Location"] == "/"
    nina = User.objects.get(email="nina@example.com")
    with identity_scope(nina.pk):
        (mine,) = my_tenants()
    assert (mine.name, mine.slug, sorted(mine.roles)) == (
        "Nina's Nuts", "nina-s-nuts", ["marketer", "owner"],
    )  # fmt: skip
    assert client.session["place"]["tenant"] == str(mine.id)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("email", "bob@example.com", "known already"),
        ("email", "no address", "valid email"),
        ("password", "short", "too short"),
        ("password", "nina@example.com", "too similar"),
        ("name", "", "required"),
    ],
)
def test_a_bad_sign_up_says_what_to_mend(cast, client, settings, field, value, message):
    settings.SIGNUP_OPEN = True
    form = {"name": "Nina", "email": "nina@example.com", "password": "a fine long password"}
    response = client.post("/accounts/signup/", {**form, field: value})
    assert response.status_code == 422
    assert message in str(response.context["form"].errors)


def test_signing_up_can_be_closed(cast, client, settings):
    settings.SIGNUP_OPEN = False
    assert client.get("/accounts/signup/").status_code == 403
    assert signed_in(cast.bob).get("/start/").status_code == 403


def test_a_new_person_accepts_an_invitation(cast, client):
    with cast.scope():
        _, token = services.invite(email="nina@example.com", roles=["marketer"])
    path = f"/accounts/invitations/{token}/"
    page = client.get(path)
    assert page.context["state"] == "new"
    assert "Join Alder" in page.content.decode()
    response = client.post(path, {"name": "Nina", "password": "a fine long password"})
    assert response.headers["Location"] == "/"
    assert client.session["place"]["tenant"] == str(cast.alder.tenant_id)
    assert Client().get(path).status_code == 404


def test_a_known_person_signs_in_before_they_accept(cast, client):
    with cast.scope():
        _, token = services.invite(email="charlie@example.com", roles=["marketer"])
    path = f"/accounts/invitations/{token}/"
    assert client.get(path).context["state"] == "known"
    assert client.post(path, {"name": "x", "password": "a fine long password"}).status_code == 200
    assert signed_in(cast.bob).get(path).context["state"] == "other"
    assert signed_in(cast.charlie).post(path).status_code == 302
    with identity_scope(cast.charlie.pk):
        assert {tenant.name for tenant in my_tenants()} == {"Alder", "Harbor"}


def test_the_switcher_offers_only_what_is_open_to_the_person(cast):
    page = signed_in(cast.una).get("/switch/").content.decode()
    assert "Second" in page
    assert "Main" not in page
    assert "Harbor" not in page


def test_the_switcher_remembers_and_refuses_foreign_places(cast):
    client = signed_in(cast.alice)
    place = {"tenant": cast.alder.tenant_id, "workspace": cast.alder.second_id, "next": "/cmo/"}
    assert client.post("/switch/", place).headers["Location"] == "/cmo/"
    assert client.session["place"]["workspace"] == str(cast.alder.second_id)
    foreign = {**place, "workspace": cast.harbor.workspace_id}
    assert client.post("/switch/", foreign).status_code == 404
    assert client.post("/switch/", {"tenant": cast.harbor.tenant_id}).status_code == 403
    assert client.session["place"]["workspace"] == str(cast.alder.second_id)


def test_the_demo_opens_without_a_password_on_ones_own_machine_only(cast, client, settings):
    settings.PRODUCTION = False
    assert client.post("/accounts/demo/").status_code == 404
    owner = User.objects.create_user("owner@alder-pine.example", PASSWORD)
    assert client.post("/accounts/demo/").status_code == 404, "a person without a demo company"
    from kernel.tenancy.models import Tenant
    from kernel.tenancy.scope import tenant_scope

    with identity_scope(owner.pk):
        made = services.create_tenant(name="Demo", slug="demo")
    with tenant_scope(made.tenant_id, principal=owner.pk, wide=True):
        Tenant.objects.update(is_demo=True)
    settings.PRODUCTION = True
    assert client.post("/accounts/demo/").status_code == 404
    settings.PRODUCTION = False
    assert client.post("/accounts/demo/").status_code == 302
    assert client.session["_auth_user_id"] == str(owner.pk)

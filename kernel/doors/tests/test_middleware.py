"""Who comes in, into which tenant and workspace."""

import json

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from kernel.doors import tokens
from kernel.tenancy import services
from kernel.tenancy.models import Domain, User
from kernel.tenancy.scope import identity_scope
from kernel.tenancy.testing import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.urls("kernel.doors.tests.urlconf")]


def bearer(user, **headers):
    named = {"HTTP_" + name.upper().replace("-", "_"): str(v) for name, v in headers.items()}
    return {"HTTP_AUTHORIZATION": f"Bearer {tokens.obtain(user)['access']}", **named}


def session(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def two_tenants(cast):
    """Bob is in Alder and in Harbor."""
    with cast.scope(cast.charlie):
        _, token = services.invite(email="bob@example.com", roles=["marketer"])
    with identity_scope(cast.bob.pk):
        services.accept_invitation(token)
    return cast


def refusal(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["request_id"] == response.headers["X-Request-ID"]
    return response.status_code, body["code"]


def test_it_asks_a_stranger_to_log_in(client):
    page = client.get("/where/?a=1")
    assert page.status_code == 302
    assert page.headers["Location"] == "/accounts/login/?next=%2Fwhere%2F%3Fa%3D1"
    answer = client.get("/api/v1/where/")
    assert refusal(answer) == (401, "auth_required")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="ubigrowth"'


def test_it_opens_the_only_tenant_and_the_first_workspace_for_a_session(cast):
    found = session(cast.alice).get("/where/").json()
    assert found["tenant"] == str(cast.alder.tenant_id)
    assert found["workspace"] == str(cast.alder.workspace_id)
    assert (found["name"], found["user"], found["roles"]) == (
        "Alder",
        "alice@example.com",
        ["owner"],
    )
    assert found["same"]


def test_it_remembers_the_place_so_that_the_next_page_needs_one_lookup(
    cast, django_assert_num_queries
):
    client = session(cast.alice)
    client.get("/where/")
    with django_assert_num_queries(2 + 2):  # session, then who and where; a test's savepoint is two
        assert client.get("/where/").status_code == 200


def test_it_keeps_tenant_pages_out_of_caches(cast):
    assert session(cast.bob).get("/where/").headers["Cache-Control"] == "private, no-store"


def test_it_sends_the_limits_with_the_answer(cast):
    response = session(cast.bob).get("/where/")
    assert response.headers["RateLimit-Policy"] == '"reads";q=1200;w=60'
    assert response.headers["RateLimit"].startswith('"reads";r=1199;t=')


def test_a_member_of_one_workspace_lands_there(cast):
    assert session(cast.una).get("/where/").json()["workspace"] == str(cast.alder.second_id)


def test_a_token_comes_in_with_headers(cast, client):
    headers = {"X-Tenant-ID": cast.alder.tenant_id, "X-Workspace-ID": cast.alder.second_id}
    found = client.get("/api/v1/where/", **bearer(cast.alice, **headers)).json()
    assert found["workspace"] == str(cast.alder.second_id)


def test_a_token_needs_no_headers_where_one_tenant_and_workspace_are_possible(cast, client):
    found = client.get("/api/v1/where/", **bearer(cast.charlie)).json()
    assert found["name"] == "Harbor"


def test_a_token_must_name_one_of_several_workspaces(cast, client):
    response = client.get("/api/v1/where/", **bearer(cast.alice))
    assert refusal(response) == (400, "workspace_required")
    for workspace in (cast.alder.workspace_id, cast.alder.second_id):
        assert str(workspace) in response.json()["detail"]


@pytest.mark.urls("ubigrowth.urls")
def test_what_is_about_the_tenant_needs_no_workspace(cast, client):
    assert client.get("/api/v1/modules/", **bearer(cast.alice)).status_code == 200


def test_a_token_does_not_open_screens(cast, client):
    assert client.get("/where/", **bearer(cast.charlie)).status_code == 302


def test_several_tenants_and_none_named(two_tenants, client):
    cast = two_tenants
    assert refusal(client.get("/api/v1/where/", **bearer(cast.bob))) == (400, "tenant_required")
    page = session(cast.bob).get("/where/")
    assert (page.status_code, page.headers["Location"]) == (302, "/switch/?next=%2Fwhere%2F")


@pytest.mark.parametrize(
    "tenant", ["harbor", "00000000-0000-7000-8000-000000000009", "1", "' OR 1=1--", ""]
)
def test_a_tenant_the_caller_is_not_in_and_one_that_is_not_there_look_the_same(
    cast, client, tenant
):
    named = cast.harbor.tenant_id if tenant == "harbor" else tenant
    for response in (
        client.get("/api/v1/where/", **bearer(cast.bob, **{"X-Tenant-ID": named})),
        session(cast.bob).get("/api/v1/where/", HTTP_X_TENANT_ID=str(named)),
    ):
        assert refusal(response) == (403, "not_a_member")
        assert "Harbor" not in response.content.decode()


@pytest.mark.parametrize("workspace", ["foreign", "second", "1", ""])
def test_a_foreign_workspace_is_not_found(cast, client, workspace):
    named = {"foreign": cast.harbor.workspace_id, "second": cast.alder.workspace_id}
    headers = {"X-Workspace-ID": named.get(workspace, workspace)}
    response = client.get("/api/v1/where/", **bearer(cast.una, **headers))
    assert refusal(response) == (404, "workspace_not_found")


def test_a_host_names_its_tenant(two_tenants, client):
    cast = two_tenants
    with cast.scope():
        Domain.objects.create(domain="alder.localhost", tenant_id=cast.alder.tenant_id)
    at = {"HTTP_HOST": "alder.localhost:8000"}
    token = bearer(cast.bob, **{"X-Workspace-ID": cast.alder.workspace_id})
    assert client.get("/api/v1/where/", **token, **at).json()["name"] == "Alder"
    other = bearer(cast.bob, **{"X-Tenant-ID": cast.harbor.tenant_id})
    assert refusal(client.get("/api/v1/where/", **other, **at)) == (403, "tenant_mismatch")
    stranger = client.get("/api/v1/where/", **bearer(cast.charlie), **at)
    assert refusal(stranger) == (403, "not_a_member")
    other_host = {"HTTP_HOST": "nobody.localhost"}
    named = bearer(cast.bob, **{"X-Tenant-ID": cast.harbor.tenant_id})
    assert client.get("/api/v1/where/", **named, **other_host).json()["name"] == "Harbor"


def test_header_and_chosen_session_must_agree(two_tenants):
    cast = two_tenants
    client = session(cast.bob)
    store = client.session
    store["place"] = {"tenant": str(cast.harbor.tenant_id), "workspace": None, "chosen": True}
    store.save()
    assert client.get("/where/").json()["name"] == "Harbor"
    response = client.get("/api/v1/where/", HTTP_X_TENANT_ID=str(cast.alder.tenant_id))
    assert refusal(response) == (403, "tenant_mismatch")


def test_a_removed_member_is_out_at_the_next_request(cast, client):
    browser, token = session(cast.bob), bearer(cast.bob)
    assert browser.get("/where/").status_code == 200
    with cast.scope():
        services.remove_member(cast.bob.pk)
    assert browser.get("/where/").status_code == 403
    assert refusal(client.get("/api/v1/where/", **token)) == (403, "not_a_member")


def test_a_changed_password_ends_sessions_and_tokens(cast, client):
    browser, token = session(cast.bob), bearer(cast.bob)
    with identity_scope(cast.bob.pk):
        user = User.objects.get(pk=cast.bob.pk)
        user.set_password("another horse battery staple")
        user.save()
    assert browser.get("/where/").status_code == 302
    assert refusal(client.get("/api/v1/where/", **token)) == (401, "token_invalid")


def test_a_deactivated_person_is_out_at_the_next_request(cast, client):
    browser, token = session(cast.bob), bearer(cast.bob)
    with identity_scope(cast.sam.pk):
        User.objects.filter(pk=cast.bob.pk).update(is_active=False)
    assert browser.get("/where/").status_code == 302
    assert refusal(client.get("/api/v1/where/", **token)) == (401, "token_invalid")


def test_a_session_of_a_deleted_person_is_nobody(cast, client):
    store = client.session
    store[SESSION_KEY] = "00000000-0000-7000-8000-000000000009"
    store.save()
    assert client.get("/where/").status_code == 302


def test_api_keys_refuse_for_now(client, db):
    response = client.get("/api/v1/where/", HTTP_X_API_KEY="ubk_anything")
    assert refusal(response) == (401, "token_invalid")


def test_module_routes_ask_for_the_modules_role(cast, client):
    assert session(cast.bob).get("/cmo/figures/").status_code == 200
    assert session(cast.fay).get("/cmo/figures/").status_code == 403
    for method in ("get", "post", "put", "patch", "delete"):
        response = getattr(client, method)(
            "/api/v1/cmo/change/",
            **bearer(cast.fay, **{"X-Workspace-ID": cast.alder.workspace_id}),
        )
        assert refusal(response) == (403, "role_not_allowed")


def test_a_viewer_reads_and_does_not_write(cast):
    with cast.scope():
        services.set_roles(cast.vera.pk, ["viewer"], viewer_modules=["ai_cmo"])
    browser = session(cast.vera)
    assert browser.get("/cmo/figures/").status_code == 200
    assert browser.post("/cmo/change/").status_code == 403


def test_a_module_that_is_switched_off_says_so(cast, client):
    from kernel.tenancy.models import TenantModule

    with cast.scope():
        TenantModule.objects.update(enabled=False)
    response = client.get(
        "/api/v1/cmo/figures/",
        **bearer(cast.alice, **{"X-Workspace-ID": cast.alder.workspace_id}),
    )
    assert refusal(response) == (403, "module_not_enabled")


def test_a_database_that_is_away_is_503_and_a_wrong_context_is_not(cast):
    client = session(cast.bob)
    client.raise_request_exception = False
    away = client.get("/api/v1/database-away/")
    assert refusal(away) == (503, "unavailable")
    assert away.headers["Retry-After"]
    assert refusal(client.get("/api/v1/wrong-context/")) == (500, "internal_error")


def test_a_host_that_is_not_ours_is_400(client, db):
    client.raise_request_exception = False
    response = client.get("/api/v1/where/", HTTP_HOST="evil.example")
    assert (response.status_code, response.json()["code"]) == (400, "bad_request")
    assert client.get("/where/", HTTP_HOST="evil.example").status_code == 400


def test_a_log_line_names_the_route_and_never_the_path(client, db, caplog):
    with caplog.at_level("INFO", "kernel.doors.middleware"):
        client.get("/open/?secret=1")
    (line,) = [record for record in caplog.records if "request" in str(record.msg)]
    assert "open/" in str(line.msg)
    assert "secret" not in str(line.msg)


def test_an_unknown_address_is_a_problem_for_programs_and_a_page_for_people(client, db):
    assert refusal(client.get("/api/v1/nothing/")) == (404, "not_found")
    page = client.get("/nothing/")
    assert page.status_code == 404
    assert page.headers["Content-Type"].startswith("text/html")


def test_public_and_person_views_open_nothing(cast):
    assert Client().get("/open/").content == b"none"
    assert Client().get("/person/").status_code == 302
    assert session(cast.sam).get("/person/").content == b"sam@example.com"


def test_htmx_is_sent_to_the_login_as_a_whole_page(client, db):
    response = client.get(
        "/where/", HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="http://localhost/cmo/?page=2"
    )
    assert response.status_code == 204
    assert response.headers["HX-Redirect"] == "/accounts/login/?next=%2Fcmo%2F%3Fpage%3D2"


def test_a_session_writes_through_the_api_only_with_its_csrf_token(cast):
    client = Client(enforce_csrf_checks=True)
    client.login(username="bob@example.com", password=PASSWORD)
    response = client.post("/api/v1/plain/", json.dumps({}), content_type="application/json")
    assert refusal(response) == (403, "csrf_failed")

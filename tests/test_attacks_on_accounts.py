"""Look-alike addresses, forms that are too large, and what a shared browser keeps."""

import pytest
from django.contrib.auth.hashers import get_hasher
from django.test import Client

from kernel.tenancy.models import User
from kernel.tenancy.testing import PASSWORD

pytestmark = pytest.mark.django_db

LOGIN, SIGNUP = "/accounts/login/", "/accounts/signup/"
FORM = "multipart/form-data; boundary=b"
FILE_AND_FORM = 201 * 1024 * 1024


def test_a_look_alike_address_locks_nobody_out(cast):
    """The database's upper() takes "ı" for I: the new person must not be found as Alice."""
    other = {"name": "Other", "email": "alıce@example.com", "password": "sturdy enough 4 me"}
    assert Client().post(SIGNUP, other).status_code == 302
    assert User.objects.filter(name="Other").exists()
    entered = Client().post(LOGIN, {"email": "Alice@Example.com", "password": PASSWORD})
    assert entered.status_code == 302


@pytest.mark.parametrize("email", ["alıce@example.com", "ALıCE@example.com"])
def test_a_look_alike_address_is_no_way_around_the_count_of_attempts(cast, client, email):
    assert client.post(LOGIN, {"email": email, "password": PASSWORD}).status_code == 422
    body = {"email": email, "password": PASSWORD}
    answer = client.post("/api/v1/auth/token/", body, content_type="application/json")
    assert answer.status_code == 401


@pytest.mark.parametrize("path", [LOGIN, SIGNUP, "/accounts/demo/", "/accounts/invitations/x/"])
def test_nobody_unknown_sends_a_file(client, path):
    answer = client.post(path, b"--b--", content_type=FORM, CONTENT_LENGTH=str(2 * 1024 * 1024))
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/imports/new/", "/api/v1/imports/", "/settings/account/"])
def test_no_form_is_read_that_is_larger_than_the_largest_file(cast, client, path):
    client.force_login(cast.bob)
    answer = client.post(path, b"--b--", content_type=FORM, CONTENT_LENGTH=str(FILE_AND_FORM + 1))
    assert answer.status_code == 413


def test_signing_out_takes_along_what_was_to_be_told(cast, client):
    client.force_login(cast.bob)
    client.post("/settings/account/", {"name": "Bob of Alder", "theme": "light"})
    assert client.cookies["messages"].value
    client.post("/accounts/logout/")
    assert not client.cookies["messages"].value


@pytest.mark.parametrize("query", ["password__startswith=argon2", "password__gt=a"])
def test_the_admins_list_of_people_tells_no_hash(cast, client, query):
    client.force_login(cast.sam)
    answer = client.get(f"/admin/kernel/user/?{query}")
    assert answer.status_code == 400
    assert b"bob@example.com" not in answer.content


def test_the_admins_lists_of_rows_tell_no_hash_of_their_makers(cast, client):
    client.force_login(cast.sam)
    client.post(
        f"/admin/kernel/tenant/{cast.alder.tenant_id}/support/", {"reason": "A ticket of theirs"}
    )
    assert client.get("/admin/cmo/campaign/").status_code == 200
    answer = client.get("/admin/cmo/campaign/?created_by__password__startswith=argon2")
    assert answer.status_code == 400


def test_the_product_hashes_passwords_at_the_price_that_tests_are_spared(cast, full_price):
    hasher = get_hasher()
    assert hasher.algorithm == "argon2"
    assert (hasher.time_cost, hasher.memory_cost) >= (2, 100 * 1024)
    kept = hasher.decode(User.objects.get(pk=cast.bob.pk).password)
    assert (kept["time_cost"], kept["memory_cost"]) == (hasher.time_cost, hasher.memory_cost)

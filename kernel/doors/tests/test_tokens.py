"""Tokens: known answers, wrong ones, and refresh families."""

import base64
import datetime as dt
import hashlib
import hmac
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jwt
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError, TokenBackendExpiredToken

from kernel.doors import tokens
from kernel.doors.models import RefreshFamily
from kernel.errors import KernelError
from kernel.tenancy.models import User
from kernel.tenancy.scope import identity_scope
from kernel.tenancy.testing import PASSWORD

KNOWN = json.loads((Path(__file__).parent / "known_answers" / "tokens.json").read_text())
URL, REFRESH_URL, SOMEWHERE = (
    "/api/v1/auth/token/",
    "/api/v1/auth/token/refresh/",
    "/api/v1/modules/",
)


def b64(data):
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(header, payload, key=None):
    body = f"{b64(header)}.{b64(payload)}"
    mac = hmac.digest((key or settings.SIMPLE_JWT["SIGNING_KEY"]).encode(), body.encode(), "sha256")
    return f"{body}.{b64(mac)}"


def claims(user, **changes):
    payload = dict(tokens.AccessToken.for_user(user).payload)
    payload |= {"stamp": tokens.stamp_of(user), "aud": "ubigrowth-api", "iss": "ubigrowth"}
    payload |= changes
    return {name: value for name, value in payload.items() if value is not ...}


def post(path, body, client=None):
    return (client or Client()).post(path, body, content_type="application/json")


def code_of(response):
    return response.status_code, response.json().get("code")


@pytest.mark.parametrize(
    "vector",
    [one for one in KNOWN["wycheproof_jws_hmac"]["tests"] if one["use"] != "skip"],
    ids=lambda one: f"{one['tcId']}-{one['comment']}",
)
def test_it_judges_signatures_as_wycheproof_does(vector):
    pad = vector["key"]["k"] + "=" * (-len(vector["key"]["k"]) % 4)
    key = base64.urlsafe_b64decode(pad)
    try:
        assert tokens.is_compact(vector["jws"])
        jwt.PyJWS().decode(vector["jws"], key, algorithms=["HS256"])
        verdict = "valid"
    except (AssertionError, jwt.InvalidTokenError):
        verdict = "invalid"
    assert verdict == vector["use"]


def test_the_example_of_rfc_7515_verifies_and_is_expired():
    known = KNOWN["rfc7515_A1"]
    key = base64.urlsafe_b64decode(known["k"] + "==")
    backend = TokenBackend("HS256", key)
    with pytest.raises(TokenBackendExpiredToken):
        backend.decode(known["token"])
    with pytest.raises(TokenBackendError):
        TokenBackend("HS256", key[:-1]).decode(known["token"])


def test_the_unsecured_example_of_rfc_7519_is_refused():
    with pytest.raises(KernelError) as refused:
        tokens.read_access(KNOWN["rfc7519_6_1_unsecured"]["token"])
    assert refused.value.code == "token_invalid"


def test_the_settings_are_strict():
    assert len(settings.SIMPLE_JWT["SIGNING_KEY"].encode()) >= 32
    assert settings.SIMPLE_JWT["ACCESS_TOKEN_LIFETIME"] <= dt.timedelta(minutes=10)
    assert settings.SIMPLE_JWT["ALGORITHM"] == "HS256"


@pytest.mark.django_db
def test_a_pair_is_obtained_and_opens_the_api(cast):
    response = post(URL, {"email": "charlie@example.com", "password": PASSWORD})
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    token = response.json()["access"]
    answer = Client().get(SOMEWHERE, HTTP_AUTHORIZATION=f"Bearer {token}")
    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"email": "charlie@example.com", "password": "wrong"}, (401, "auth_failed")),
        ({"email": "nobody@example.com", "password": "wrong"}, (401, "auth_failed")),
        ({"email": "charlie@example.com"}, (400, "validation_failed")),
        ({"email": ["a"], "password": {}}, (400, "validation_failed")),
        ({"email": "a", "password": "b", "tenant": "c"}, (400, "validation_failed")),
        ([], (400, "validation_failed")),
        ({"email": "a\x00b", "password": "c"}, (400, "malformed_json")),
    ],
)
def test_bad_credentials_are_told(cast, body, expected):
    assert code_of(post(URL, body)) == expected


@pytest.mark.django_db
def test_the_sixth_login_in_a_minute_waits(cast):
    for _ in range(5):
        post(URL, {"email": "charlie@example.com", "password": "wrong"})
    response = post(URL, {"email": "charlie@example.com", "password": PASSWORD})
    assert code_of(response) == (429, "rate_limited")
    assert response.headers["Retry-After"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make",
    [
        lambda user: signed({"alg": "none"}, claims(user)),
        lambda user: signed({"alg": "None"}, claims(user)),
        lambda user: signed({"alg": "nOnE"}, claims(user)),
        lambda user: signed({"alg": "NONE"}, claims(user)).rsplit(".", 1)[0] + ".",
        lambda user: signed({"alg": "HS512"}, claims(user)),
        lambda user: signed({"typ": "JWT"}, claims(user)),
        lambda user: signed({"alg": "HS256"}, claims(user), key="another key " * 4),
        lambda user: signed({"alg": "HS256"}, claims(user, aud="someone-else")),
        lambda user: signed({"alg": "HS256"}, claims(user, aud=...)),
        lambda user: signed({"alg": "HS256"}, claims(user, iss="someone-else")),
        lambda user: signed({"alg": "HS256"}, claims(user, iss=...)),
        lambda user: signed({"alg": "HS256"}, claims(user, exp=1)),
        lambda user: signed({"alg": "HS256"}, claims(user, exp=...)),
        lambda user: signed({"alg": "HS256"}, claims(user, exp="soon")),
        lambda user: signed({"alg": "HS256"}, claims(user, exp=1e300)),
        lambda user: signed({"alg": "HS256"}, claims(user, exp=10**18)),
        lambda user: signed({"alg": "HS256"}, claims(user, user_id=[str(user.pk)])),
        lambda user: signed({"alg": "HS256"}, claims(user, user_id="nobody")),
        lambda user: signed({"alg": "HS256"}, claims(user, user_id=1)),
        lambda user: signed({"alg": "HS256"}, claims(user, user_id={"id": str(user.pk)})),
        lambda user: signed(
            {"alg": "HS256"}, claims(user, user_id="00000000-0000-7000-8000-000000000009")
        ),
        lambda user: signed({"alg": "HS256"}, claims(user, stamp=...)),
        lambda user: signed({"alg": "HS256"}, claims(user, stamp="0" * 32)),
        lambda user: signed({"alg": "HS256"}, claims(user, jti=...)),
        lambda user: signed({"alg": "HS256"}, b"no json"),
        lambda user: signed({"alg": "HS256"}, ["a"]),
        lambda user: signed({"alg": "HS256", "crit": ["x"], "x": 1}, claims(user)),
        lambda user: "a.b",
        lambda user: "a.b.c",
        lambda user: "é.b.c",
        lambda user: "a" * 10_000,
    ],
)
def test_a_token_that_is_not_ours_to_the_letter_is_refused(cast, make):
    token = make(cast.charlie)
    answer = Client().get(SOMEWHERE, HTTP_AUTHORIZATION=f"Bearer {token}")
    assert code_of(answer) == (401, "token_invalid")


@pytest.mark.django_db
def test_the_right_claims_signed_by_hand_are_taken(cast):
    token = signed({"alg": "HS256"}, claims(cast.charlie))
    assert Client().get(SOMEWHERE, HTTP_AUTHORIZATION=f"bearer {token}").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer ", "Token x"])
def test_another_scheme_is_no_login(cast, header):
    answer = Client().get(SOMEWHERE, HTTP_AUTHORIZATION=header)
    assert code_of(answer) == (401, "auth_required")


@pytest.mark.django_db
def test_each_door_takes_its_own_type_of_token(cast):
    pair = tokens.obtain(cast.charlie)
    answer = Client().get(SOMEWHERE, HTTP_AUTHORIZATION=f"Bearer {pair['refresh']}")
    assert code_of(answer) == (401, "token_wrong_type")
    assert code_of(post(REFRESH_URL, {"refresh": pair["access"]})) == (401, "token_wrong_type")


@pytest.mark.django_db
def test_a_claim_never_grants_a_tenant(cast):
    token = signed(
        {"alg": "HS256"},
        claims(cast.charlie, tenant_id=str(cast.alder.tenant_id), roles=["owner"]),
    )
    answer = Client().get(
        SOMEWHERE, HTTP_AUTHORIZATION=f"Bearer {token}", HTTP_X_TENANT_ID=str(cast.alder.tenant_id)
    )
    assert code_of(answer) == (403, "not_a_member")


def family():
    return RefreshFamily.objects.get()


@pytest.mark.django_db
def test_a_refresh_token_gives_the_next_pair_once(cast):
    first = tokens.obtain(cast.charlie)
    second = post(REFRESH_URL, {"refresh": first["refresh"]}).json()
    assert second["refresh"] != first["refresh"]
    third = post(REFRESH_URL, {"refresh": second["refresh"]})
    assert third.status_code == 200
    token = third.json()["access"]
    assert Client().get(SOMEWHERE, HTTP_AUTHORIZATION=f"Bearer {token}").status_code == 200


@pytest.mark.django_db
def test_a_second_use_at_once_revokes_nothing(cast):
    first = tokens.obtain(cast.charlie)
    second = tokens.renew(first["refresh"])
    assert code_of(post(REFRESH_URL, {"refresh": first["refresh"]})) == (401, "token_reused")
    assert family().revoked_at is None
    assert post(REFRESH_URL, {"refresh": second["refresh"]}).status_code == 200


@pytest.mark.django_db
def test_a_second_use_later_revokes_the_family(cast):
    first = tokens.obtain(cast.charlie)
    second = tokens.renew(first["refresh"])
    RefreshFamily.objects.update(rotated_at=timezone.now() - dt.timedelta(seconds=11))
    assert code_of(post(REFRESH_URL, {"refresh": first["refresh"]})) == (401, "token_reused")
    assert family().revoked_at is not None
    assert code_of(post(REFRESH_URL, {"refresh": second["refresh"]})) == (401, "token_reused")


@pytest.mark.django_db
def test_a_second_use_after_the_successor_was_used_revokes_the_family(cast):
    first = tokens.obtain(cast.charlie)
    second = tokens.renew(first["refresh"])
    third = tokens.renew(second["refresh"])
    assert code_of(post(REFRESH_URL, {"refresh": first["refresh"]})) == (401, "token_reused")
    assert family().revoked_at is not None
    assert code_of(post(REFRESH_URL, {"refresh": third["refresh"]})) == (401, "token_reused")


@pytest.mark.django_db
def test_another_login_of_the_same_person_stays(cast):
    first, other = tokens.obtain(cast.charlie), tokens.obtain(cast.charlie)
    tokens.renew(tokens.renew(first["refresh"])["refresh"])
    post(REFRESH_URL, {"refresh": first["refresh"]})
    assert post(REFRESH_URL, {"refresh": other["refresh"]}).status_code == 200


@pytest.mark.django_db
def test_a_changed_password_ends_the_family(cast):
    pair = tokens.obtain(cast.charlie)
    with identity_scope(cast.charlie.pk):
        user = User.objects.get(pk=cast.charlie.pk)
        user.set_password("another horse battery staple")
        user.save()
    assert code_of(post(REFRESH_URL, {"refresh": pair["refresh"]})) == (401, "token_invalid")


@pytest.mark.django_db
def test_a_deactivated_person_refreshes_nothing(cast):
    pair = tokens.obtain(cast.charlie)
    with identity_scope(cast.sam.pk):
        User.objects.filter(pk=cast.charlie.pk).update(is_active=False)
    assert code_of(post(REFRESH_URL, {"refresh": pair["refresh"]})) == (401, "token_invalid")


@pytest.mark.django_db
def test_a_deleted_person_and_a_forgotten_family_are_refused(cast):
    gone = User(email="gone@example.com")
    gone.set_password(PASSWORD)
    pair = tokens.obtain(gone)
    assert code_of(post(REFRESH_URL, {"refresh": pair["refresh"]})) == (401, "token_invalid")
    pair = tokens.obtain(cast.charlie)
    RefreshFamily.objects.all().delete()
    assert code_of(post(REFRESH_URL, {"refresh": pair["refresh"]})) == (401, "token_invalid")


@pytest.mark.django_db
def test_the_table_holds_no_token(cast):
    pair = tokens.obtain(cast.charlie)
    stored = json.dumps(list(RefreshFamily.objects.values()), default=str)
    payload = jwt.decode(pair["refresh"], options={"verify_signature": False})
    assert payload["jti"] not in stored
    assert hashlib.sha256(payload["jti"].encode()).hexdigest() in stored


@pytest.mark.django_db(transaction=True)
def test_sixteen_refreshes_at_once_have_one_success_and_revoke_nothing(cast):
    pair = tokens.obtain(cast.charlie)

    def refresh(_):
        try:
            return code_of(post(REFRESH_URL, {"refresh": pair["refresh"]}))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(refresh, range(16)))
    assert answers.count((200, None)) == 1
    assert answers.count((401, "token_reused")) == 15
    assert family().revoked_at is None

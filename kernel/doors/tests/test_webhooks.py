"""Webhooks in: known answers, malformed headers and bodies, replays, rotation."""

import datetime as dt
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections
from django.test import Client
from django.utils import timezone

from kernel.doors import endpoints, signatures
from kernel.doors.models import WebhookReceipt
from kernel.tenancy.models import TenantModule, WebhookEndpoint

KNOWN = json.loads((Path(__file__).parent / "known_answers" / "webhooks.json").read_text())
STANDARD = KNOWN["standard_webhooks"]
ROW = {"date": "2026-01-31", "channel": "email", "clicks": 4, "cost": 1250, "currency": "EUR"}

db = pytest.mark.django_db


@pytest.fixture
def endpoint(cast):
    with cast.scope():
        made, secret = endpoints.create_endpoint(name="Shop", module_id="ai_cmo")
    return f"/webhooks/{made.pk}/", secret


def body_of(rows=(ROW,), **changes):
    event = {"type": "cmo.metrics", "timestamp": "2026-01-31T09:30:00Z", "data": list(rows)}
    return json.dumps({**event, **changes}).encode()


def send(endpoint, body=None, event_id="msg_1", at=None, signature=None, **headers):
    path, secret = endpoint
    body = body_of() if body is None else body
    at = str(int(time.time())) if at is None else str(at)
    if signature is None:
        signature = signatures.sign(secret, event_id, at, body)
    named = {"webhook-id": event_id, "webhook-timestamp": at, "webhook-signature": signature}
    named |= headers
    return Client(raise_request_exception=False).post(
        path, body, content_type="application/json",
        headers={name: value for name, value in named.items() if value is not None},
    )  # fmt: skip


def code_of(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["code"]


def snapshots():
    return apps.get_model("cmo", "MetricsSnapshot").objects


def stored(cast):
    with cast.scope():
        return snapshots().count()


def test_it_signs_as_the_standards_own_test_does():
    made = signatures.sign(
        STANDARD["secret"], STANDARD["id"], STANDARD["timestamp"], STANDARD["body"].encode()
    )
    assert made == STANDARD["signature"]


def judged(header):
    return signatures.is_signed(
        [STANDARD["secret"]], STANDARD["id"], str(STANDARD["timestamp"]),
        STANDARD["body"].encode(), header,
    )  # fmt: skip


@pytest.mark.parametrize("header", STANDARD["invalid_signatures"])
def test_it_refuses_the_standards_wrong_signatures(header):
    assert not judged(header)
    assert judged(f"{header} {STANDARD['signature']}")
    assert judged(f"v2,abc {STANDARD['signature']} {header}")


@pytest.mark.parametrize("empty", STANDARD["empty_secrets_error"])
def test_it_refuses_the_standards_empty_secrets(empty):
    with pytest.raises(signatures.SecretError):
        signatures.secret_bytes(empty)


def test_it_takes_unpadded_secrets_within_the_length():
    short, long = STANDARD["unpadded_secrets_ok"]
    assert len(signatures.secret_bytes(long)) == 25
    with pytest.raises(signatures.SecretError, match="24 to 64 bytes"):
        signatures.secret_bytes(short)
    with pytest.raises(signatures.SecretError, match="24 to 64 bytes"):
        signatures.secret_bytes("whsec_" + "A" * 88)
    with pytest.raises(signatures.SecretError, match="base64"):
        signatures.secret_bytes("whsec_" + "!" * 40)


@pytest.mark.parametrize("case", KNOWN["rfc4231_hmac_sha256"]["cases"])
def test_its_mac_is_that_of_rfc_4231(case):
    import hmac

    key = bytes.fromhex(case["key_hex"]) if "key_hex" in case else case["key"].encode()
    assert hmac.digest(key, case["data"].encode(), "sha256").hex() == case["mac"]


@db
def test_an_event_becomes_an_import_batch_of_the_endpoints_workspace(cast, endpoint):
    response = send(endpoint)
    assert response.status_code == 200, response.content
    assert response.json()["status"] == "accepted"
    assert response.json()["rows"] == {"total": 1, "new": 1, "changed": 0, "same": 0}
    with cast.scope():
        (row,) = snapshots().all()
        assert (row.channel, row.cost, row.created_by_id) == ("email", 1250, None)
        from kernel.resources.models import ImportBatch

        assert ImportBatch.objects.get().door == "webhook"
    with cast.scope(workspace_id=cast.alder.second_id):
        assert snapshots().count() == 0
    with cast.scope(cast.charlie):
        assert snapshots().count() == 0


@db
def test_the_same_id_again_is_a_duplicate_without_effect(cast, endpoint):
    send(endpoint)
    response = send(endpoint, body_of([{**ROW, "channel": "other"}]))
    assert (response.status_code, response.json()) == (200, {"status": "duplicate"})
    assert stored(cast) == 1
    assert send(endpoint, event_id="msg_2").json()["rows"]["same"] == 1


@db
def test_a_refused_event_may_be_sent_again_under_its_id(cast, endpoint):
    bad = body_of([ROW, {**ROW, "clicks": -1}])
    assert code_of(send(endpoint, bad)) == (400, "import_invalid")
    with cast.scope():
        assert WebhookReceipt.objects.count() == 0
    assert stored(cast) == 0
    assert send(endpoint).json()["status"] == "accepted"


@db
@pytest.mark.parametrize("missing", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_missing_header_is_named(cast, endpoint, missing):
    response = send(endpoint, **{missing: None})
    assert code_of(response) == (400, "webhook_header_missing")
    assert missing in response.json()["detail"]


@db
@pytest.mark.parametrize("event_id", ["a b", "x" * 257, "é"])
def test_an_id_that_is_none_is_400(cast, endpoint, event_id):
    response = send(endpoint, event_id=event_id, signature="v1,AAAA")
    assert code_of(response) == (400, "webhook_header_missing")


@db
@pytest.mark.parametrize(
    "signature",
    [
        "v1,", "v1", ",", "v1,!!!!", "v2,AAAA", "v1,é", "v1,AAAA v1,BBBB", "v1a,AAAA",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE", "x" * 5000, "v1," + "A" * 44,
    ],
)  # fmt: skip
def test_a_malformed_or_wrong_signature_is_401(cast, endpoint, signature):
    assert code_of(send(endpoint, signature=signature)) == (401, "webhook_signature_invalid")
    assert stored(cast) == 0


@db
@pytest.mark.parametrize(
    "at", ["soon", "-1", "1e9", "1.5", "٣", "0x10", "", " ", "9" * 13, "+1614265330", "1614265330"]
)
def test_an_odd_or_old_timestamp_is_400(cast, endpoint, at):
    status, code = code_of(send(endpoint, at=at, signature="v1,AAAA"))
    expected = "webhook_timestamp_invalid" if at.strip() else "webhook_header_missing"
    assert (status, code) == (400, expected)


@db
def test_five_minutes_either_way_are_taken_and_more_are_not(cast, endpoint):
    now = int(time.time())
    for number, offset in enumerate((-295, 295)):
        assert send(endpoint, event_id=f"ok{number}", at=now + offset).status_code == 200
    for number, offset in enumerate((-306, 306)):
        response = send(endpoint, event_id=f"no{number}", at=now + offset)
        assert code_of(response) == (400, "webhook_timestamp_invalid")


@db
def test_a_changed_byte_is_401_and_nothing_of_the_body_is_read(cast, endpoint):
    _, secret = endpoint
    at = str(int(time.time()))
    signature = signatures.sign(secret, "msg_1", at, body_of())
    for body in (body_of() + b" ", b"{", b"\xff"):
        assert code_of(send(endpoint, body, at=at, signature=signature)) == (
            401, "webhook_signature_invalid",
        )  # fmt: skip


@db
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b"", ""), (b"{", ""), (b"[]", ""), (b"\xff", ""), (b"null", ""),
        (b'{"type": "cmo.metrics", "type": "cmo.metrics"}', ""),
        (b'{"type": "cmo.metrics", "data": [NaN]}', ""),
        (body_of(type="cmo.unknown"), "/type"), (body_of(type=1), "/type"),
        (body_of(timestamp="yesterday"), "/timestamp"), (body_of(timestamp=1), "/timestamp"),
        (body_of(timestamp="2026-02-30T00:00:00Z"), "/timestamp"),
        (body_of(timestamp="2026-01-31T09:30:00"), "/timestamp"),
        (body_of(data={}), "/data"), (body_of(data=[1]), "/data"),
        (body_of(tenant_id="x"), "/tenant_id"),
    ],
)  # fmt: skip
def test_a_signed_body_of_another_form_is_400(cast, endpoint, body, pointer):
    response = send(endpoint, body)
    assert code_of(response) == (400, "webhook_body_invalid")
    assert response.json()["errors"][0]["pointer"] == pointer


@db
def test_a_body_over_256_kilobytes_is_413(cast, endpoint):
    body = body_of(data=[{"channel": "x" * 262_144}])
    assert code_of(send(endpoint, body)) == (413, "too_large")


@db
@pytest.mark.parametrize(
    "path", ["/webhooks/1/", "/webhooks/00000000-0000-7000-8000-000000000009/"]
)
def test_an_unknown_endpoint_is_404(cast, endpoint, path):
    assert code_of(send((path, endpoint[1]))) == (404, "not_found")


@db
def test_a_closed_endpoint_is_404_and_other_methods_405(cast, endpoint):
    assert Client().get(endpoint[0]).status_code == 405
    with cast.scope():
        endpoints.set_active(WebhookEndpoint.objects.get(), False)
    assert code_of(send(endpoint)) == (404, "not_found")


@db
def test_a_rotated_secret_signs_beside_the_old_one_for_a_day(cast, endpoint):
    path, old = endpoint
    with cast.scope():
        new = endpoints.rotate_secret(WebhookEndpoint.objects.get())
    assert send((path, old), event_id="a").status_code == 200
    assert send((path, new), event_id="b").status_code == 200
    with cast.scope():
        WebhookEndpoint.objects.update(old_secret_until=timezone.now() - dt.timedelta(seconds=1))
    assert code_of(send((path, old), event_id="c")) == (401, "webhook_signature_invalid")
    assert send((path, new), event_id="d").status_code == 200


@db
def test_a_module_that_is_switched_off_takes_nothing(cast, endpoint):
    with cast.scope():
        TenantModule.objects.update(enabled=False)
    assert code_of(send(endpoint)) == (403, "module_not_enabled")


@db
def test_only_owners_and_admins_manage_endpoints(cast, endpoint):
    from kernel.errors import KernelError

    with cast.scope(cast.bob), pytest.raises(KernelError, match="role_not_allowed"):
        endpoints.create_endpoint(name="Mine", module_id="ai_cmo")


@db
def test_too_many_events_wait(cast, endpoint, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "webhooks": (2, 60)}
    answers = [send(endpoint, event_id=str(n)).status_code for n in range(3)]
    assert answers == [200, 200, 429]


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_under_one_id_have_one_effect(cast, endpoint):
    def one(_):
        try:
            response = send(endpoint)
            return response.status_code, response.json()["status"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(one, range(50)))
    assert answers.count((200, "accepted")) == 1
    assert answers.count((200, "duplicate")) == 49
    assert stored(cast) == 1

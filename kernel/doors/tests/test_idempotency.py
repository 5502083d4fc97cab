"""The same POST twice with the same key."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from kernel.doors import tokens
from kernel.doors.models import IdempotencyKey
from kernel.runs.models import AgentRun

pytestmark = [pytest.mark.django_db, pytest.mark.urls("kernel.doors.tests.urlconf")]

MAKE = "/api/v1/make/"


def client_of(cast, user):
    headers = {"Authorization": f"Bearer {tokens.obtain(user)['access']}"}
    if user is not cast.charlie:
        headers["X-Workspace-ID"] = str(cast.alder.workspace_id)
    return Client(headers=headers, raise_request_exception=False)


def make(client, key, body=None, path=MAKE):
    body = body or {"agent": "one"}
    return client.post(path, body, content_type="application/json", HTTP_IDEMPOTENCY_KEY=key)


def made(cast, who=None):
    with cast.scope(who):
        return [run.agent for run in AgentRun.objects.order_by("created_at")]


def test_the_second_post_gets_the_first_answer_and_makes_nothing(cast):
    bob = client_of(cast, cast.bob)
    first, second = make(bob, "k"), make(bob, "k")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert first.headers["Location"] == second.headers["Location"]
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert made(cast) == ["one"]


def test_another_body_or_address_is_a_conflict(cast):
    bob = client_of(cast, cast.bob)
    make(bob, "k")
    for response in (make(bob, "k", {"agent": "two"}), make(bob, "k", path=f"{MAKE}?a=1")):
        assert (response.status_code, response.json()["code"]) == (409, "idempotency_mismatch")
    assert made(cast) == ["one"]


def test_people_and_tenants_have_keys_of_their_own(cast):
    for who in (cast.alice, cast.bob, cast.charlie):
        response = make(client_of(cast, who), "k")
        assert "Idempotency-Replayed" not in response.headers
    assert made(cast) == ["one", "one"]
    assert made(cast, cast.charlie) == ["one"]


def test_a_refused_or_broken_post_may_be_sent_again(cast):
    bob = client_of(cast, cast.bob)
    wrong = {"agent": "one", "fails": True}
    assert make(bob, "k", wrong).status_code == 400
    assert make(bob, "k", {"agent": "one", "status": 500}).status_code == 500
    assert make(bob, "k").status_code == 201
    assert made(cast) == ["one"]


def test_a_key_is_forgotten_after_a_day(cast):
    bob = client_of(cast, cast.bob)
    make(bob, "k")
    with cast.scope():
        IdempotencyKey.objects.update(created_at=timezone.now() - dt.timedelta(hours=25))
    assert "Idempotency-Replayed" not in make(bob, "k", {"agent": "two"}).headers
    assert made(cast) == ["one", "two"]


def test_without_a_key_each_post_counts(cast):
    bob = client_of(cast, cast.bob)
    for _ in range(2):
        bob.post(MAKE, {"agent": "one"}, content_type="application/json")
    assert made(cast) == ["one", "one"]


@pytest.mark.django_db(transaction=True)
def test_eight_posts_at_once_make_one_and_all_get_its_answer(cast):
    token = tokens.obtain(cast.bob)["access"]
    headers = {
        "Authorization": f"Bearer {token}",
        "X-Workspace-ID": str(cast.alder.workspace_id),
    }

    def send(_):
        try:
            return make(Client(headers=headers), "k", {"agent": "one", "slow": True}).content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(8)))
    assert len(answers) == 1
    assert made(cast) == ["one"]

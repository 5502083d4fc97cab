"""Views that raise, stream and render late: what is written is kept or undone, nothing is left."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test import Client

from kernel.doors import tokens
from kernel.runs.models import AgentRun
from kernel.tenancy.scope import current_scope

URLCONF = "kernel.doors.tests.urlconf"
pytestmark = [pytest.mark.urls(URLCONF), pytest.mark.django_db]
committed = pytest.mark.django_db(transaction=True)


def session(user):
    client = Client(raise_request_exception=False)
    client.force_login(user)
    client.get("/open/")
    return client


def agents(cast, who=None):
    with cast.scope(who):
        return [run.agent for run in AgentRun.objects.order_by("created_at")]


def write(cast, who, agent):
    with cast.scope(who):
        AgentRun.objects.create(module="ai_cmo", agent=agent)


def nothing_is_open():
    wrapper = connections["default"]
    if wrapper.connection is None:
        return current_scope() is None
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT current_setting('ubigrowth.context', true)")
        context = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM agent_runs")
        rows = cursor.fetchone()[0]
    return current_scope() is None and not context and rows == 0


RAISING = {
    "/crash/": 500,
    "/crash-in-rendering/": 500,
    "/missing/": 404,
    "/refused/": 409,
    "/answers-500/": 500,
    "/fails-at-commit/": 500,
    "/database-error/": 500,
    "/api/v1/crash/": 500,
    "/api/v1/plain-crash/": 500,
}


@committed
def test_whatever_raises_or_answers_500_is_rolled_back(cast):
    client = session(cast.alice)
    for path, status in RAISING.items():
        response = client.get(path)
        assert response.status_code == status, path
        assert agents(cast) == [], path
        assert nothing_is_open(), path
        assert b"crash" not in response.content, path
        if path.startswith("/api/"):
            assert response.headers["Content-Type"] == "application/problem+json"
            assert response.json()["code"] == "internal_error"


def test_a_drf_error_is_rolled_back(cast):
    response = session(cast.alice).post("/api/v1/plain/", {}, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["errors"] == [
        {"pointer": "/name", "code": "invalid", "detail": "is wrong"}
    ]
    assert agents(cast) == []


def test_a_refusal_that_is_returned_keeps_what_was_written(cast):
    assert session(cast.alice).get("/answers-400/").status_code == 400
    assert agents(cast) == ["kept"]


def test_a_page_that_renders_late_still_reads_its_tenant(cast):
    write(cast, cast.alice, "ours")
    write(cast, cast.charlie, "theirs")
    assert session(cast.alice).get("/lazy/").content == b"[ours]"
    assert session(cast.charlie).get("/lazy/").content == b"[theirs]"
    assert nothing_is_open()


def test_a_thread_inside_a_request_has_no_scope(cast):
    assert session(cast.alice).get("/in-a-thread/").json()["seen"] == ["no_tenant_scope"]


@committed
def test_a_stream_reads_its_tenant_chunk_by_chunk_and_holds_nothing_between(cast):
    write(cast, cast.alice, "ours")
    write(cast, cast.charlie, "theirs")
    for path in ("/stream/", "/own-stream/"):
        response = session(cast.alice).get(path)
        for chunk in response.streaming_content:
            assert chunk == b"ours\n"
            assert current_scope() is None
            assert connection.connection is None, "a connection was held between two chunks"
        response.close()


@committed
def test_a_stream_that_crashes_is_rolled_back_and_leaves_nothing(cast):
    response = session(cast.alice).get("/stream-that-crashes/")
    chunks = iter(response.streaming_content)
    assert next(chunks) == b"one\n"
    with pytest.raises(RuntimeError):
        next(chunks)
    assert agents(cast) == []
    assert nothing_is_open()


def test_a_stream_that_is_left_early_leaves_nothing(cast):
    write(cast, cast.alice, "ours")
    response = session(cast.alice).get("/stream/")
    next(iter(response.streaming_content))
    response.close()
    assert nothing_is_open()


def test_a_member_who_is_removed_gets_nothing_more_out_of_an_open_stream(cast):
    from kernel.tenancy import services

    write(cast, cast.alice, "ours")
    chunks = iter(session(cast.bob).get("/stream/").streaming_content)
    assert next(chunks) == b"ours\n"
    with cast.scope():
        services.remove_member(cast.bob.pk)
    assert next(chunks) == b"\n"


@committed
def test_a_door_with_own_transactions_finds_nothing_open(cast):
    write(cast, cast.alice, "ours")
    assert session(cast.alice).get("/own/").json() == {"nothing_open": True, "agents": ["ours"]}
    assert nothing_is_open()


@committed
def test_one_thread_serves_two_tenants_in_turn_and_mixes_nothing(cast):
    write(cast, cast.alice, "ours")
    write(cast, cast.charlie, "theirs")
    alice, charlie = session(cast.alice), session(cast.charlie)
    paths = ["/listed/", "/crash/", "/missing/", "/answers-500/", "/own/", "/fails-at-commit/"]
    for path in paths * 3:
        for client, seen in ((alice, ["ours"]), (charlie, ["theirs"])):
            client.get(path)
            assert client.get("/listed/").json()["agents"] == seen
    assert nothing_is_open()


@committed
def test_64_streams_and_64_pages_at_once_see_only_their_own_rows(cast):
    write(cast, cast.alice, "ours")
    write(cast, cast.charlie, "theirs")
    people = {"ours": cast.alice, "theirs": cast.charlie}
    headers = {
        seen: {"HTTP_AUTHORIZATION": f"Bearer {tokens.obtain(who)['access']}"}
        for seen, who in people.items()
    }
    headers["ours"]["HTTP_X_WORKSPACE_ID"] = str(cast.alder.workspace_id)
    together = threading.Barrier(128)

    def call(number):
        seen = ("ours", "theirs")[number % 2]
        client = Client(raise_request_exception=False)
        together.wait(timeout=60)
        try:
            if number < 64:
                response = client.get("/api/v1/stream/", **headers[seen])
                answer = b"".join(response.streaming_content).decode()
                response.close()
                return answer == f"{seen}\n" * 3 and current_scope() is None
            response = client.get("/api/v1/listed/", **headers[seen])
            return response.json() == {"agents": [seen]} and current_scope() is None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(128) as pool:
        assert list(pool.map(call, range(128))) == [True] * 128
    assert nothing_is_open()

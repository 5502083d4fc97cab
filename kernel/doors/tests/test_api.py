"""The API's doors: runs, events, modules, limits, the description, probes."""

import json
import time
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from kernel.core.registry import get_all_modules
from kernel.doors.api import run_events
from kernel.doors.tests.asking import ASK, FUNCTION, RUN, RUNS, client_of, code_of, send
from kernel.runs import events, worker
from kernel.runs.models import AgentRun
from kernel.runs.states import RunStatus

pytestmark = pytest.mark.django_db


def test_a_run_is_started_listed_read_and_cancelled(api, cast):
    started = send(api, RUN, {**ASK, "payload": {}})
    assert started.status_code == 202
    body = started.json()
    assert (body["status"], body["success"], body["agent"]) == (
        "queued", None, "cmo-optimization-analyst",
    )  # fmt: skip
    path = started.headers["Location"]
    assert path == f"{RUNS}{body['run_id']}/"
    listed = api.get(RUNS, {"status": "queued", "module": "ai_cmo"}).json()
    assert [run["id"] for run in listed["results"]] == [body["run_id"]]
    assert listed["results"][0]["door"] == "api"
    detail = api.get(path).json()
    assert (detail["kind"], detail["principal"]) == ("user", str(cast.bob.pk))
    assert api.post(f"{path}cancel/").status_code == 202
    assert send(api, f"{path}cancel/", {}).json()["status"] == "cancelled"


def test_a_function_takes_its_payload_at_the_top_or_under_payload(api):
    assert send(api, FUNCTION, {}).status_code == 202
    assert send(api, FUNCTION, {"payload": {}, "mode": "optimization"}).status_code == 202
    top = send(api, FUNCTION, {"no_such_field": 1})
    assert code_of(top) == (422, "invalid_payload")
    assert top.json()["errors"][0]["pointer"] == "/no_such_field"
    inside = send(api, FUNCTION, {"payload": {"no_such_field": 1}})
    assert inside.json()["errors"][0]["pointer"] == "/payload/no_such_field"
    assert send(api, "/api/v1/functions/cmo-kernel/", {}).status_code == 202


@pytest.mark.parametrize(
    ("body", "expected", "pointer"),
    [
        ({}, (422, "invalid_payload"), "/module"),
        ([], (422, "invalid_payload"), ""),
        ({"module": 1}, (422, "invalid_payload"), "/module"),
        ({**ASK, "payload": []}, (422, "invalid_payload"), "/payload"),
        ({**ASK, "extra": 1}, (422, "invalid_payload"), "/extra"),
        ({**ASK, "payload": {"zz": 1}}, (422, "invalid_payload"), "/payload/zz"),
        ({"module": "ai_xyz"}, (404, "unknown_module"), None),
        ({"module": "ai_cmo", "mode": "dance"}, (404, "unknown_mode"), None),
        ({"module": "ai_cmo", "agent": "dance"}, (404, "unknown_function"), None),
    ],
)
def test_a_wrong_start_is_told_with_a_pointer_or_the_known_ones(api, cast, body, expected, pointer):
    response = send(api, RUN, body)
    assert code_of(response) == expected
    if pointer is not None:
        assert response.json()["errors"][0]["pointer"] == pointer
    else:
        assert "cmo" in response.json()["detail"] or "optimization" in response.json()["detail"]
    with cast.scope():
        assert AgentRun.objects.count() == 0


def test_an_unknown_function_is_404_with_the_known_ones(api):
    response = send(api, "/api/v1/functions/cmo-dance/", {})
    assert code_of(response) == (404, "unknown_function")
    assert "cmo-optimization-analyst" in response.json()["detail"]


@pytest.mark.parametrize("field", ["tenant_id", "workspace_id"])
def test_the_bodys_place_wins_nothing(api, cast, field):
    foreign = {"tenant_id": cast.harbor.tenant_id, "workspace_id": cast.alder.second_id}[field]
    same = {"tenant_id": cast.alder.tenant_id, "workspace_id": cast.alder.workspace_id}[field]
    for path, body in ((RUN, ASK), (FUNCTION, {})):
        assert send(api, path, {**body, field: str(same)}).status_code == 202
        response = send(api, path, {**body, field: str(foreign)})
        assert code_of(response) == (403, "tenant_mismatch")


def test_the_wrong_role_starts_nothing(cast):
    fay = client_of(cast.fay, cast.alder.workspace_id)
    for path, body in ((RUN, ASK), (FUNCTION, {})):
        assert code_of(send(fay, path, body)) == (403, "role_not_allowed")


def test_runs_of_others_are_as_missing_as_those_that_never_were(api, cast):
    run_id = send(api, RUN, ASK).json()["run_id"]
    charlie = client_of(cast.charlie)
    missing = "00000000-0000-7000-8000-000000000009"
    for path in ("{}/", "{}/events/"):
        foreign, nowhere = (charlie.get(RUNS + path.format(one)) for one in (run_id, missing))
        assert code_of(foreign) == code_of(nowhere) == (404, "not_found")
    foreign, nowhere = (send(charlie, f"{RUNS}{one}/cancel/", {}) for one in (run_id, missing))
    assert code_of(foreign) == code_of(nowhere) == (404, "not_found")
    assert charlie.get(RUNS).json()["count"] == 0


def test_a_reader_of_another_module_neither_lists_nor_reads_nor_cancels(api, cast):
    run_id = send(api, RUN, ASK).json()["run_id"]
    fay = client_of(cast.fay, cast.alder.workspace_id)
    assert fay.get(RUNS).json()["count"] == 0
    for path in (f"{RUNS}{run_id}/", f"{RUNS}{run_id}/events/"):
        assert code_of(fay.get(path)) == (403, "role_not_allowed")
    assert code_of(send(fay, f"{RUNS}{run_id}/cancel/", {})) == (403, "role_not_allowed")


def test_a_finished_run_cannot_be_cancelled(api, cast):
    run_id = send(api, RUN, ASK).json()["run_id"]
    finish(cast, run_id)
    assert code_of(send(api, f"{RUNS}{run_id}/cancel/", {})) == (409, "already_finished")


def finish(cast, run_id):
    with cast.scope(cast.bob):
        AgentRun.objects.filter(pk=run_id).update(status=RunStatus.RUNNING)
        AgentRun.objects.filter(pk=run_id).update(
            status=RunStatus.SUCCEEDED, output={"summary": "s"}
        )
        events.add(AgentRun.objects.get(pk=run_id).pk, [events.Event("succeeded")])


def frames(response):
    return b"".join(response.streaming_content).decode()


def test_events_are_streamed_resumed_and_end_with_the_run(api, cast):
    run_id = send(api, RUN, ASK).json()["run_id"]
    finish(cast, run_id)
    response = api.get(f"{RUNS}{run_id}/events/")
    assert response.headers["Content-Type"] == "text/event-stream"
    text = frames(response)
    assert text.startswith("retry: 1000\n\nid: 1\nevent: queued\ndata: {")
    assert "id: 2\nevent: succeeded\n" in text
    resumed = frames(api.get(f"{RUNS}{run_id}/events/", HTTP_LAST_EVENT_ID="1"))
    assert "id: 1\n" not in resumed
    assert "id: 2\n" in resumed
    assert api.get(f"{RUNS}{run_id}/events/", HTTP_LAST_EVENT_ID="2").status_code == 204
    polled = api.get(f"{RUNS}{run_id}/events/", HTTP_ACCEPT="application/json").json()
    assert [(event["seq"], event["event"]) for event in polled] == [(1, "queued"), (2, "succeeded")]


def test_a_stream_of_an_unfinished_run_ends_after_its_time(api, monkeypatch):
    monkeypatch.setattr(run_events, "STREAM_SECONDS", 0.3)
    monkeypatch.setattr(run_events, "PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(run_events, "SIGN_OF_LIFE_SECONDS", 0.1)
    run_id = send(api, RUN, ASK).json()["run_id"]
    text = frames(api.get(f"{RUNS}{run_id}/events/"))
    assert ": still here" in text
    assert text.count("event: ") == 1


@pytest.mark.parametrize("last", ["-1", "x", "1e3", "9" * 20])
def test_an_impossible_event_id_is_400(api, last):
    run_id = send(api, RUN, ASK).json()["run_id"]
    response = api.get(f"{RUNS}{run_id}/events/", HTTP_LAST_EVENT_ID=last)
    assert code_of(response) == (400, "invalid_parameter")


def test_the_same_key_gives_the_same_run_and_another_body_a_conflict(api):
    key = {"HTTP_IDEMPOTENCY_KEY": "k-1"}
    first = send(api, RUN, ASK, **key).json()["run_id"]
    assert send(api, RUN, ASK, **key).json()["run_id"] == first
    other = send(api, RUN, {"module": "ai_cmo"}, **key)
    assert code_of(other) == (409, "idempotency_mismatch")


@pytest.mark.parametrize("key", ["", " ", "x" * 201, "é"])
def test_a_key_that_is_none_is_400(api, key):
    response = send(api, RUN, ASK, HTTP_IDEMPOTENCY_KEY=key)
    assert code_of(response) == (400, "invalid_parameter")


def test_modules_tell_what_the_caller_may_do(api, cast):
    told = {one["id"]: one for one in api.get("/api/v1/modules/").json()}
    assert list(told) == [manifest.id for manifest in get_all_modules()]
    cmo = told["ai_cmo"]
    assert (cmo["enabled"], cmo["can_read"], cmo["can_write"]) == (True, True, True)
    assert cmo["agents"][0]["input"]["type"] == "object"
    fay = client_of(cast.fay, cast.alder.workspace_id)
    readable = [one["id"] for one in fay.get("/api/v1/modules/").json() if one["can_read"]]
    assert readable == ["ai_cfo"]


def test_an_agent_without_code_is_listed_with_its_reason_beside_the_others(api, monkeypatch):
    from kernel.core import routing
    from kernel.doors.api import modules
    from kernel.errors import KernelUsageError

    def found(name):
        if name == "cmo-brand-intake":
            raise KernelUsageError("cmo.functions.brand_intake is not there")
        return routing.function_for(name)

    monkeypatch.setattr(modules, "function_for", found)
    told = {one["id"]: one for one in api.get("/api/v1/modules/").json()}
    first, second, *_ = told["ai_cmo"]["agents"]
    assert (first["function"], first["available"]) == ("cmo-brand-intake", False)
    assert "modules check" in first["reason"]
    assert (second["available"], second["reason"]) == (True, None)
    assert told["ai_cfo"]["agents"][0]["available"]


def test_a_module_that_cannot_start_is_listed_with_its_reason(api, monkeypatch):
    from kernel.core import registry

    monkeypatch.setitem(registry.current().unavailable, "ai_cxo", "its package is not there")
    *_, missing = api.get("/api/v1/modules/").json()
    assert missing == {"id": "ai_cxo", "available": False, "reason": "its package is not there"}
    assert code_of(api.get("/api/v1/cxo/offers/")) == (503, "module_unavailable")
    assert code_of(send(api, RUN, {"module": "ai_cxo"})) == (503, "module_unavailable")
    assert code_of(send(api, "/api/v1/functions/cxo-kernel/", {})) == (503, "module_unavailable")


def test_over_the_limit_is_429_with_its_headers(api, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "runs": (2, 60)}
    for _ in range(2):
        assert send(api, RUN, ASK).status_code == 202
    response = send(api, FUNCTION, {}, HTTP_X_FORWARDED_FOR="10.1.1.1")
    assert code_of(response) == (429, "rate_limited")
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert response.headers["RateLimit-Policy"] == '"runs";q=2;w=60'
    assert response.headers["RateLimit"].startswith('"runs";r=0;t=')


def test_guessing_tokens_ends_in_429(db, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "reads": (2, 60)}
    codes = [code_of(Client().get(RUNS, HTTP_AUTHORIZATION=f"Bearer a.b.{n}")) for n in range(3)]
    assert codes == [(401, "token_invalid")] * 2 + [(429, "rate_limited")]


def test_without_the_counter_store_reads_pass_and_writes_do_not(api, without_the_wall):
    without_the_wall("ALTER TABLE counters RENAME TO counters_away")
    try:
        assert api.get(RUNS).status_code == 200
        assert code_of(send(api, RUN, ASK)) == (503, "limits_unavailable")
        login = send(Client(), "/api/v1/auth/token/", {"email": "a@b.c", "password": "d"})
        assert code_of(login) == (503, "limits_unavailable")
        assert Client().get("/readyz").status_code == 503
    finally:
        without_the_wall("ALTER TABLE counters_away RENAME TO counters")
    assert Client().get("/readyz").json() == {"ready": True, "failing": []}


def test_the_schema_is_valid_openapi_and_names_every_address(api):
    from drf_spectacular.validation import validate_schema

    document = json.loads(Client().get("/api/v1/schema/", HTTP_ACCEPT="application/json").content)
    validate_schema(document)
    for path in (
        "auth/token/",
        "modules/",
        "kernel/run/",
        "functions/{name}/",
        "agent-runs/{run_id}/events/",
    ):
        assert f"/api/v1/{path}" in document["paths"]
    assert document["paths"]["/api/v1/agent-runs/"]["get"]["security"] == [{"bearer": []}]


def test_the_schema_is_written_once_a_format_and_alike_for_everybody(db, monkeypatch):
    from kernel.doors.api import schema

    monkeypatch.setattr(schema, "_written", {})
    kinds = ("application/vnd.oai.openapi", "application/json")
    first = [Client().get("/api/v1/schema/", HTTP_ACCEPT=kind) for kind in kinds]
    monkeypatch.setattr(schema.Schema, "generator_class", None)
    again = [Client().get("/api/v1/schema/", HTTP_ACCEPT=kind) for kind in kinds]
    assert [one.content for one in again] == [one.content for one in first]
    assert [one.headers["Content-Type"] for one in again] == [
        "application/vnd.oai.openapi; charset=utf-8",
        "application/json",
    ]
    assert first[0].content.startswith(b"openapi: 3.1.0")
    assert json.loads(first[1].content)["openapi"] == "3.1.0"


def test_the_docs_load_nothing_from_elsewhere(db):
    page = Client().get("/api/v1/docs/").content.decode()
    assert "//" not in page.replace("<!doctype", "")
    assert "<style" not in page


def test_probes_answer(db):
    assert Client().get("/healthz").content == b"ok"
    assert Client().get("/readyz").status_code == 200
    assert b"ubigrowth_modules" in Client().get("/metrics").content
    assert code_of(Client().get("/metrics", REMOTE_ADDR="8.8.8.8")) == (403, "permission_denied")


@pytest.mark.django_db(transaction=True)
def test_waiting_without_a_worker_answers_202_in_time_holds_nothing_and_the_run_ends_later(
    cast, monkeypatch
):
    api = client_of(cast.bob, cast.alder.workspace_id)
    held = []
    sleep = time.sleep

    def watched(seconds):
        held.append(connection.connection)
        sleep(seconds)

    monkeypatch.setattr("kernel.runs.api.time.sleep", watched)
    started = []
    for path, body in ((RUN, ASK), (FUNCTION, {})):
        began = time.monotonic()
        response = send(api, path, body, HTTP_PREFER="respond-async, wait=1")
        assert 0.9 < time.monotonic() - began < 10
        assert response.status_code == 202
        assert response.headers["Preference-Applied"] == "wait=1"
        started.append(response.json()["run_id"])
    assert len(held) > 4
    assert set(held) == {None}, "a connection was held while waiting"
    for run_id in started:
        assert worker.work(UUID(run_id))
        run = api.get(f"{RUNS}{run_id}/").json()
        assert (run["status"], run["success"]) == ("succeeded", True)
    answered = send(api, RUN, ASK, HTTP_PREFER="wait=1", HTTP_IDEMPOTENCY_KEY="again")
    assert answered.status_code == 202
    worker.work(UUID(answered.json()["run_id"]))
    again = send(api, RUN, ASK, HTTP_PREFER="wait=5", HTTP_IDEMPOTENCY_KEY="again")
    assert (again.status_code, again.json()["status"]) == (200, "succeeded")


@pytest.mark.parametrize("prefer", ["wait=x", "wait=-1", "wait", "return=minimal", "wait=0"])
def test_a_preference_that_says_no_time_does_not_wait(api, prefer):
    response = send(api, RUN, ASK, HTTP_PREFER=prefer)
    assert response.status_code == 202
    assert "Preference-Applied" not in response.headers


def test_a_person_follows_a_few_runs_at_once_and_no_more(api, settings, monkeypatch):
    settings.PLACES = {"follow": 2}
    monkeypatch.setattr(run_events, "STREAM_SECONDS", 0.1)
    run_id = send(api, RUN, {**ASK, "payload": {}}).json()["run_id"]
    path = f"{RUNS}{run_id}/events/"
    streams = [api.get(path) for _ in range(2)]
    assert code_of(api.get(path)) == (429, "rate_limited")
    assert code_of(send(api, RUN, ASK, HTTP_PREFER="wait=1")) == (429, "rate_limited")
    assert api.get(path, HTTP_ACCEPT="application/json").status_code == 200
    frames(streams[0])
    for close in streams[1]._resource_closers:  # what the server does when a client goes away
        close()
    assert [api.get(path).status_code for _ in range(2)] == [200, 200]

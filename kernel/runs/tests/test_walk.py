"""One run from the request to its end."""

from __future__ import annotations

import json

import pytest

from kernel import run_kernel
from kernel.core.facts import FactBook
from kernel.gateway.tests.scripted import scripted_endpoint
from kernel.runs import worker
from kernel.runs.models import AgentRun, RunQueue
from kernel.runs.tests.probing import MODULE, ask, carry_out, row, told


def test_a_run_is_queued_worked_on_and_finished(probe, rung, django_capture_on_commit_callbacks):
    from probe.models import ProbeNote

    with django_capture_on_commit_callbacks(execute=True):
        queued = ask(probe, {"amounts": [40, 2], "note": "Till"})
    assert (queued.status, queued.success, queued.code) == ("queued", None, "ok")
    assert rung == [("kernel.runs.work", [str(queued.run_id)])]
    assert worker.work(queued.run_id)
    run = row(probe, queued.run_id)
    assert run.status == "succeeded"
    assert run.output["summary"] == "The amounts add up to {fact:total}."
    assert FactBook.from_json(run.facts)["total"].value == 42
    assert run.engine_name == "built-in analyst"
    assert len(run.prompt_hash) == 64
    assert run.created_by_id == probe.alice.pk
    assert told(probe, run.pk) == ["queued", "started", "step", "succeeded"]
    with probe.scope():
        note = ProbeNote.objects.get()
    assert (note.total, note.text, note.run_id) == (42, "Till", run.pk)
    assert run.entities == [
        {"table": "probe_notes", "id": str(note.pk), "label": "Till", "action": "created"}
    ]
    assert not RunQueue.objects.filter(run_id=run.pk).exists()
    assert not worker.work(queued.run_id)


def test_the_doorbell_waits_for_the_open_transaction(
    probe, rung, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        with probe.scope():
            queued = run_kernel(
                MODULE, "setup", probe.alder.tenant_id, probe.alder.workspace_id, {"amounts": [1]}
            )
            assert rung == []
    assert rung == [("kernel.runs.work", [str(queued.run_id)])]


def test_a_run_that_is_rolled_back_never_was(probe, rung):
    with pytest.raises(ZeroDivisionError), probe.scope():
        ask(probe, {"amounts": [1]})
        raise ZeroDivisionError
    with probe.scope():
        assert AgentRun.objects.count() == 0
    assert RunQueue.objects.count() == 0
    assert rung == []


def test_running_with_its_input_is_committed_before_the_first_computation(probe, monkeypatch):
    seen = {}

    def look(self, ctx, payload):
        seen["status"] = AgentRun.objects.get(pk=ctx.run_id).status
        seen["input"] = AgentRun.objects.get(pk=ctx.run_id).input
        return [1]

    monkeypatch.setattr("probe.functions.adder.Adder.gather", look)
    carry_out(probe, {"amounts": [1]})
    assert seen == {"status": "running", "input": {"amounts": [1]}}


def test_a_missing_prerequisite_ends_with_needs_and_no_row(probe):
    from probe.models import ProbeNote

    run = carry_out(probe, {})
    assert (run.status, run.code, run.entities) == ("succeeded", "", [])
    assert run.output["needs"][0]["question"] == "Which ones?"
    with probe.scope():
        assert ProbeNote.objects.count() == 0


def test_the_result_holds_output_and_facts(probe):
    run = carry_out(probe, {"amounts": [3]})
    again = ask(probe, {"amounts": [3]}, idempotency_key="k")
    assert again.data is None
    from kernel.runs.result import result_of

    result = result_of(run)
    assert result.success is True
    assert result.data["facts"][0]["value"] == 3
    assert json.dumps(result.as_json())


def test_a_function_is_started_by_its_name(probe):
    for name in ("probe-adder", "adder"):
        assert ask(probe, {"amounts": [1]}, None, agent=name).agent == "probe-adder"


def test_the_orchestrator_starts_the_agent_that_it_chose(probe):
    run = carry_out(probe, {"request": "add amounts", "payload": {"amounts": [2, 2]}}, None)
    assert (run.agent, run.mode, run.status) == ("probe-kernel", "kernel", "running")
    with probe.scope():
        child = AgentRun.objects.get(parent_id=run.pk)
    assert (child.agent, child.status) == ("probe-adder", "queued")
    assert run.entities[0]["id"] == str(child.pk)
    assert worker.work(child.pk)
    assert row(probe, child.pk).status == "succeeded"
    assert row(probe, run.pk).status == "succeeded"


def test_the_orchestrator_asks_where_nothing_fits(probe):
    run = carry_out(probe, {"request": "sing"}, None)
    assert run.status == "succeeded"
    assert run.output["needs"]
    with probe.scope():
        assert not AgentRun.objects.filter(parent_id=run.pk).exists()


def test_a_payload_that_the_chosen_agent_refuses_fails_the_orchestrator(probe):
    run = carry_out(probe, {"request": "add amounts", "payload": {"amounts": "x"}}, None)
    assert (run.status, run.code) == ("failed", "invalid_payload")
    assert run.error == "The agent cannot work with what it was given. Amounts: Send a list."


def test_a_model_writes_the_text_and_the_run_says_so(probe, settings):
    with scripted_endpoint(json.dumps({"summary": "Together that is {fact:total}."})) as endpoint:
        settings.AI_GATEWAY_URL, settings.AI_GATEWAY_KEY = endpoint.url, "k"
        settings.AI_GATEWAY_MODEL = "scripted"
        run = carry_out(probe, {"amounts": [5]})
        assert "You write one sentence" in endpoint.system()
    assert run.output["summary"] == "Together that is {fact:total}."
    assert (run.engine, run.engine_name) == ("model", "scripted")
    assert len(run.prompt_text_hash) == 64
    assert run.tokens > 0


def test_an_unbound_number_is_repaired_once_and_then_the_built_in_text_stands(probe, settings):
    with scripted_endpoint(json.dumps({"summary": "That is 5."})) as endpoint:
        settings.AI_GATEWAY_URL, settings.AI_GATEWAY_KEY = endpoint.url, "k"
        settings.AI_GATEWAY_MODEL = "scripted"
        run = carry_out(probe, {"amounts": [5]})
        assert len(endpoint.asked) == 2
    assert run.status == "succeeded"
    assert run.output["summary"] == "The amounts add up to {fact:total}."
    assert run.engine == "builtin"
    assert "draft_refused" in told(probe, run.pk)

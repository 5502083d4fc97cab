"""Runs whose steps are their children: in order, without a worker held, and ended with them."""

from __future__ import annotations

import json
from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from kernel.core.facts import FactBook
from kernel.errors import InvalidPayloadError
from kernel.runs import leases, sweeper, worker
from kernel.runs.cancellation import cancel_run
from kernel.runs.models import AgentRun, RunQueue
from kernel.runs.tests.probing import ask, make_due, row, told
from kernel.tenancy import services
from kernel.tenancy.testing import current_database, url_of

WHOLE = {
    "chain": ["setup", "strategy"],
    "payloads": {"setup": {"amounts": [40, 2]}, "strategy": {"how": "slow"}},
}


def steps(probe, parent):
    with probe.scope():
        return list(AgentRun.objects.filter(parent_id=parent).order_by("step"))


def begun(probe, payload=None, **more):
    """A chain whose first step waits for a worker."""
    parent = ask(probe, payload or WHOLE, None, **more).run_id
    assert worker.work(parent)
    return parent


def advance(probe, parent):
    """Let this process work on the chain's open step."""
    (one,) = [run for run in steps(probe, parent) if run.status == "queued"]
    assert worker.work(one.pk)


def with_strategy(how, seconds=0):
    payloads = {"setup": {"amounts": [1]}, "strategy": {"how": how, "seconds": seconds}}
    return WHOLE | {"payloads": payloads}


def test_steps_follow_one_another_and_the_chain_ends_with_the_last(probe):
    parent = begun(probe)
    assert [run.agent for run in steps(probe, parent)] == ["probe-adder"]
    advance(probe, parent)
    assert [run.status for run in steps(probe, parent)] == ["succeeded", "queued"]
    assert row(probe, parent).status == "running"
    advance(probe, parent)
    run = row(probe, parent)
    assert (run.status, run.code, run.error) == ("succeeded", "", "")
    assert [step["status"] for step in run.output["steps"]] == ["succeeded", "succeeded"]
    assert [entity["id"] for entity in run.entities] == [str(s.pk) for s in steps(probe, parent)]
    assert told(probe, parent) == [
        "queued",
        "started",
        "step_started",
        "step_ended",
        "step_started",
        "step_ended",
        "succeeded",
    ]
    assert not RunQueue.objects.filter(run_id=parent).exists()


def test_the_words_of_the_steps_stand_on_the_chain_with_their_figures(probe):
    parent = begun(probe)
    advance(probe, parent)
    advance(probe, parent)
    run = row(probe, parent)
    assert run.output["steps"][0]["summary"] == "The amounts add up to {fact:setup.total}."
    assert FactBook.from_json(run.facts)["setup.total"].value == 42


def test_a_waiting_chain_holds_no_worker_and_no_lease(probe):
    parent = begun(probe)
    place = RunQueue.objects.get(run_id=parent)
    assert (place.queue, place.lease_until) == ("chains", None)
    make_due(parent)
    assert not worker.work(parent)
    assert parent not in leases.overdue(10, 0, 0)
    assert row(probe, parent).status == "running"


def test_the_worker_that_began_a_chain_can_write_to_it_no_more(probe):
    parent = ask(probe, WHOLE, None).run_id
    lease, scope, run = worker.claim(parent)
    worker._attempt(lease, scope, run)
    assert row(probe, parent).fence == lease.fence + 1
    assert not leases.beat(lease)


def test_a_chain_may_be_named(probe):
    parent = begun(probe, {"chain": "whole", "payloads": {"setup": {"amounts": [1]}}})
    assert row(probe, parent).output["chain"] == "whole"
    assert len(row(probe, parent).output["steps"]) == 2


def test_a_request_in_words_may_mean_a_chain(probe):
    parent = begun(probe, {"request": "Do the whole thing", "payloads": WHOLE["payloads"]})
    run = row(probe, parent)
    assert [step["mode"] for step in run.output["steps"]] == ["setup", "strategy"]
    assert "“whole thing”" in run.output["summary"]


@pytest.mark.parametrize(
    ("payload", "pointer"),
    [
        ({"chain": ["setup", "dream"]}, "/chain/1"),
        ({"chain": "dream"}, "/chain"),
        ({"chain": ["setup", "setup"]}, "/chain"),
        ({"chain": ["setup"] * 200}, "/chain"),
        ({"payloads": {"dream": {}}}, "/payloads/dream"),
        ({"payloads": {"setup": {"amounts": "x"}}}, "/payloads/setup/amounts"),
    ],
)
def test_steps_that_are_not_there_are_refused_by_name_and_leave_no_row(probe, payload, pointer):
    with pytest.raises(InvalidPayloadError) as refused:
        ask(probe, payload, None)
    assert pointer in [fault["pointer"] for fault in refused.value.errors]
    with probe.scope():
        assert AgentRun.objects.count() == 0


def test_a_step_that_needs_something_stops_the_chain_there(probe):
    parent = begun(probe, {"chain": ["setup", "strategy"]})
    advance(probe, parent)
    run = row(probe, parent)
    assert (run.status, len(steps(probe, parent))) == ("succeeded", 1)
    assert run.output["needs"][0]["question"] == "Which ones?"
    assert run.output["steps"][1]["status"] is None


def test_a_step_that_fails_fails_the_chain_and_says_which_and_why(probe):
    parent = begun(probe, with_strategy("conflict"))
    advance(probe, parent)
    advance(probe, parent)
    run = row(probe, parent)
    assert (run.status, run.code) == ("failed", "conflict")
    assert "Step 2 of 2, Strategy" in run.error
    assert "Two rows disagree." in run.error
    assert told(probe, parent)[-2:] == ["step_ended", "failed"]


def test_a_failed_step_is_told_once_as_its_chain(probe):
    from kernel.decisions.models import Notification

    parent = begun(probe, with_strategy("conflict"))
    advance(probe, parent)
    advance(probe, parent)
    with probe.scope():
        assert [note.url for note in Notification.objects.all()] == [f"/runs/{parent}/"]


def test_a_step_that_breaks_off_is_tried_again_before_the_chain_fails(probe):
    parent = begun(probe, with_strategy("raise"))
    advance(probe, parent)
    for _ in range(3):
        step = steps(probe, parent)[1]
        assert row(probe, parent).status == "running"
        make_due(step.pk)
        assert worker.work(step.pk)
    assert row(probe, parent).status == "failed"
    assert row(probe, parent).code == "attempts_exhausted"


def test_a_step_that_may_not_start_any_more_fails_the_chain(probe, monkeypatch):
    parent = begun(probe)
    (first,) = steps(probe, parent)
    lease, scope, run = worker.claim(first.pk)
    from kernel.runs import chains

    def refused(*_):
        from kernel.errors import KernelError

        raise KernelError("role_not_allowed")

    monkeypatch.setattr(chains.submission, "plan", refused)
    worker._attempt(lease, scope, run)
    assert row(probe, first.pk).status == "succeeded"
    run = row(probe, parent)
    assert (run.status, run.code) == ("failed", "role_not_allowed")
    assert "Step 2 of 2, Strategy, was refused" in run.error


def test_cancelling_a_chain_whose_step_waits_ends_both_at_once(probe):
    parent = begun(probe)
    with probe.scope():
        assert cancel_run(parent).status == "cancelled"
    assert [run.status for run in steps(probe, parent)] == ["cancelled"]
    assert RunQueue.objects.count() == 0


def test_cancelling_a_chain_stops_the_step_that_works_and_starts_no_more(probe):
    parent = begun(probe)
    (first,) = steps(probe, parent)
    lease, scope, run = worker.claim(first.pk)
    with probe.scope():
        assert cancel_run(parent).status == "running"
        assert cancel_run(parent).status == "running"
    worker._attempt(lease, scope, run)
    assert [run.status for run in steps(probe, parent)] == ["cancelled"]
    assert row(probe, parent).status == "cancelled"


def test_a_step_sees_that_its_chain_was_cancelled_though_nobody_told_it(probe):
    parent = begun(probe)
    (first,) = steps(probe, parent)
    lease, scope, run = worker.claim(first.pk)
    with probe.scope():
        AgentRun.objects.filter(pk=parent).update(cancel_requested_at=timezone.now())
    worker._attempt(lease, scope, run)
    assert row(probe, first.pk).status == "cancelled"
    assert row(probe, parent).status == "cancelled"


def test_cancelling_a_step_ends_its_chain(probe):
    parent = begun(probe)
    with probe.scope():
        cancel_run(steps(probe, parent)[0].pk)
    assert row(probe, parent).status == "cancelled"


def test_a_colleague_may_cancel_a_chain(probe):
    parent = begun(probe, actor=probe.bob)
    with probe.scope():
        assert cancel_run(parent).status == "cancelled"


def test_the_same_key_gives_the_same_chain(probe):
    first = ask(probe, WHOLE, None, idempotency_key="k")
    worker.work(first.run_id)
    again = ask(probe, WHOLE, None, idempotency_key="k")
    assert (again.run_id, again.status) == (first.run_id, "running")
    assert len(steps(probe, first.run_id)) == 1


def test_a_worker_that_dies_at_a_step_loses_nothing(probe, monkeypatch):
    monkeypatch.setattr("kernel.runs.sweeper.ring", lambda *_: None)
    parent = begun(probe)
    (first,) = steps(probe, parent)
    worker.claim(first.pk)
    RunQueue.objects.filter(pk=first.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert sweeper.sweep().taken_back == 1
    advance(probe, parent)
    advance(probe, parent)
    assert row(probe, parent).status == "succeeded"


def test_a_worker_that_dies_while_it_ends_a_step_has_ended_nothing(probe, monkeypatch):
    parent = begun(probe)
    (first,) = steps(probe, parent)
    lease, scope, run = worker.claim(first.pk)

    def died(*_):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("kernel.runs.chains.start", died)
        with pytest.raises(SystemExit):
            worker._attempt(lease, scope, run)
    assert [run.status for run in steps(probe, parent)] == ["running"]
    monkeypatch.setattr("kernel.runs.sweeper.ring", lambda *_: None)
    RunQueue.objects.filter(pk=first.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    sweeper.sweep()
    advance(probe, parent)
    assert [run.status for run in steps(probe, parent)] == ["succeeded", "queued"]


@pytest.mark.django_db(transaction=True)
def test_a_chain_whose_step_was_ended_past_the_code_is_helped_on(probe, monkeypatch):
    monkeypatch.setattr("kernel.runs.doorbell.send", lambda *_, **__: True)
    parent = begun(probe)
    (first,) = steps(probe, parent)
    with psycopg.connect(url_of("ADMIN", current_database()), autocommit=True) as admin:
        for status in ("running", "succeeded"):
            admin.execute("UPDATE agent_runs SET status = %s WHERE id = %s", [status, first.pk])
        admin.execute("DELETE FROM run_queue WHERE run_id = %s", [first.pk])
    assert sweeper.sweep().went_on == 0
    make_due(parent)
    assert sweeper.sweep().went_on == 1
    assert [run.status for run in steps(probe, parent)] == ["succeeded", "queued"]
    make_due(parent)
    assert sweeper.sweep().went_on == 0
    advance(probe, parent)
    assert row(probe, parent).status == "succeeded"


def test_a_chain_without_rights_ends_with_its_step(probe):
    parent = begun(probe, actor=probe.bob)
    with probe.scope():
        services.remove_member(probe.bob.pk)
    (first,) = steps(probe, parent)
    assert not worker.work(first.pk)
    assert [run.code for run in steps(probe, parent)] == ["not_a_member"]
    run = row(probe, parent)
    assert (run.status, run.code) == ("failed", "not_a_member")
    assert RunQueue.objects.count() == 0


def test_the_database_ends_no_chain_before_its_steps(probe):
    parent = begun(probe)
    with probe.scope(), pytest.raises(IntegrityError, match="before its steps"):
        AgentRun.objects.filter(pk=parent).update(status="succeeded")


def test_the_database_starts_no_step_of_a_chain_that_does_not_run(probe):
    parent = ask(probe, WHOLE, None).run_id
    with probe.scope(), pytest.raises(IntegrityError, match="while its chain runs"):
        AgentRun.objects.create(module="ai_probe", agent="a", parent_id=parent, step=1)


def test_the_database_lets_one_step_be_open_at_a_time(probe):
    parent = begun(probe)
    with probe.scope(), pytest.raises(IntegrityError, match="one_step_at_a_time"):
        AgentRun.objects.create(module="ai_probe", agent="a", parent_id=parent, step=2)


def test_the_database_starts_no_run_for_another_principal(probe):
    from django.db import ProgrammingError

    with probe.scope(), pytest.raises(ProgrammingError, match="principal of its context"):
        AgentRun.objects.create(module="ai_probe", agent="a", principal=str(probe.bob.pk))
    with probe.scope(), pytest.raises(ProgrammingError, match="principal of its context"):
        AgentRun.objects.create(module="ai_probe", agent="a", kind="schedule")


@pytest.mark.django_db(transaction=True)
def test_a_step_that_ends_and_a_chain_that_is_cancelled_do_not_wait_for_each_other(probe, rung):
    """The step's end holds its row and wants the chain's; cancelling holds the chain's."""
    parent = begun(probe)
    (first,) = steps(probe, parent)
    worker.claim(first.pk)
    with psycopg.connect(url_of("ADMIN", current_database())) as other:
        other.execute("SELECT 1 FROM agent_runs WHERE id = %s FOR UPDATE", [first.pk])
        with probe.scope():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
            assert cancel_run(parent).status == "running"
        other.rollback()
    assert row(probe, parent).cancel_requested_at is not None


def test_the_result_is_plain_json(probe):
    parent = begun(probe)
    advance(probe, parent)
    from kernel.runs.result import result_of

    assert json.dumps(result_of(row(probe, parent)).as_json())

"""What a person reads of a run that did not finish."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kernel.errors import CODES, ConflictError, InvalidPayloadError, KernelError
from kernel.runs import failures, telling, worker
from kernel.runs.tests.probing import ask, carry_out, make_due, row

KERNEL = Path(__file__).parents[2]
RAISED = re.compile(r'KernelError\(\s*"(\w+)"')
OTHER_DOORS = {"invalid_parameter", "invalid_uuid", "tenant_mismatch"}
"""Raised before there is a run, or by what no agent calls."""


def codes_of_endings():
    """The codes that the rooms below a run give it."""
    places = ["core/routing.py", "core/registry.py", "tenancy/access.py", "limits/rates.py"]
    files = [*(KERNEL / "runs").glob("*.py"), *(KERNEL / place for place in places)]
    found = {code for file in files for code in RAISED.findall(file.read_text("utf-8"))}
    ended = {"cancelled", "attempts_exhausted", "invalid_output", "no_tenant_scope", "conflict"}
    return sorted((found | ended | set(worker.GONE.values())) - OTHER_DOORS)


@pytest.mark.parametrize("code", codes_of_endings())
def test_every_way_in_which_a_run_ends_has_its_sentence(code):
    assert code in failures.FAILURES
    said = failures.said(code, "Two rows disagree.")
    assert re.fullmatch(r"[A-Z][^/_{}]+\.", said)
    assert re.fullmatch(r"[A-Z][^/_{}]+\.", failures.remedy(code))


def test_every_sentence_is_of_a_code_that_there_is():
    assert set(failures.FAILURES) <= set(CODES)


def test_a_code_without_a_sentence_speaks_by_the_words_of_who_refused():
    refused = KernelError("undo_blocked", detail="A later plan rests on it.")
    assert failures.said_of(refused) == "A later plan rests on it."
    assert failures.remedy("undo_blocked") == CODES["undo_blocked"].remedy
    assert failures.said_of(ConflictError("Two rows disagree.")) == "Two rows disagree."


def test_what_is_wrong_with_a_persons_input_is_named_by_its_fields():
    faults = [
        {"pointer": "/payloads/setup/stage_names/2/name", "code": "x", "detail": "Write text."},
        {"pointer": "", "code": "x", "detail": "Send an object."},
    ]
    said = failures.said_of(InvalidPayloadError(errors=faults))
    assert said == (
        "The agent cannot work with what it was given. "
        "Setup, stage names 3, name: Write text. Send an object."
    )


def test_the_faults_of_an_answer_that_was_held_back_are_kept_apart_from_its_sentence(probe):
    run = carry_out(probe, {"how": "unbound"}, "strategy")
    assert run.error == failures.FAILURES["invalid_output"].said
    with probe.scope():
        assert [fault["pointer"] for fault in telling.errors(run)] == ["/summary"]
        assert telling.told(run).startswith(f"{run.error} Nothing was written. Try again;")


def test_where_an_attempt_broke_off_is_kept_for_who_looks_after_the_product(probe, rung):
    first = ask(probe, {"how": "raise"}, "strategy")
    for _ in range(3):
        make_due(first.run_id)
        assert worker.work(first.run_id)
    run = row(probe, first.run_id)
    assert run.error == "The work broke off at every attempt."
    with probe.scope():
        stood = telling.details(run)
    assert [one["event"] for one in stood] == ["attempt_failed", "attempt_failed", "dead"]
    assert stood[-1]["detail"] == "It broke off in “facts” (ZeroDivisionError)."
    assert stood[-1]["cause"] == "agent_error"


def test_a_run_that_was_settled_without_a_worker_says_why(probe):
    run = carry_out(probe, {"how": "conflict"}, "strategy")
    run.error, run.code = "", "not_a_member"
    assert telling.happened(run) == "Who asked for it is no member here any more."

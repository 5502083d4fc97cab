"""Known answers as a page."""

import pytest

from kernel.core.proving import CaseProof, FunctionProof
from kernel.screens.people import proof

pytestmark = pytest.mark.django_db

PAGE = "/proof/"


def test_a_reader_of_the_module_sees_its_known_answers_with_their_sources(enter):
    response = enter("bob").get(PAGE)
    text = response.content.decode()
    assert "all agree." in text
    assert "wilson interval" in text
    assert "Newcombe" in text


def test_oracles_run_once_a_process(enter, monkeypatch):
    asked = []
    proof.proofs.cache_clear()
    monkeypatch.setattr(proof.proving, "results", lambda: asked.append(1) or ())
    for _ in range(3):
        enter("bob").get(PAGE)
    proof.proofs.cache_clear()
    assert asked == [1]


def test_whoever_reads_no_module_learns_who_can_help(enter):
    text = enter("vera").get(PAGE).content.decode()
    assert "wilson" not in text
    assert "No module is open to you yet" in text
    assert "Alice (owner)" in text


def test_an_answer_at_odds_is_open_and_says_how_far(enter, monkeypatch):
    wrong = CaseProof(
        {"x": 1}, {"low": 0.1}, {"low": 0.2, "high": 9}, 0.01, "A paper", "result.low: no"
    )
    refused = CaseProof(
        {"x": 0}, {"$raises": "NoDataError"}, {"$raises": "NoDataError"}, 0, "Reason"
    )
    found = FunctionProof(
        "cmo.analysis", "some_rate", (wrong, refused), "", (), ("nobody calls it",)
    )
    other = FunctionProof("zro.analysis", "runway", (), "Nobody knows.", ("x",), ())
    monkeypatch.setattr(proof, "proofs", lambda: (found, other))
    response = enter("alice").get(PAGE)
    text = response.content.decode()
    assert "2 known answers from outside, 1 function, 1 at odds." in text
    assert '<details class="proof" open>' in text
    assert "nobody calls it" in text
    assert "result.low: no" in text
    assert "refused: NoDataError" in text
    assert "runway" not in text
    (first, _) = response.context["modules"][0]["functions"][0]["cases"]
    assert (first["expected"], first["got"]) == ("low: 0.1", "low: 0.2")

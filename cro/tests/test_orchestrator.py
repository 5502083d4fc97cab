"""Requests in plain words reach the agent, or the agents in turn, that growth means."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kernel.core.choosing import route
from kernel.core.facts import FactBook
from kernel.core.orchestrator import Orchestrator, OrchestratorInput
from kernel.core.registry import get_module

KNOWN = json.loads((Path(__file__).parent / "requests.json").read_text("utf-8"))
REQUESTS, HELD_OUT = KNOWN["requests"], KNOWN["held_out"]
RIGHT, WRONG = 0.5, 0.1
"""Of requests that nobody tuned the phrases on: so many right at least, so many wrong at most."""


@pytest.mark.parametrize(("text", "modes"), REQUESTS, ids=[text[:50] for text, _ in REQUESTS])
def test_it_chooses_what_was_meant(text, modes):
    assert list(route(get_module("ai_cro"), text).modes) == modes


@pytest.mark.parametrize("text", [text for text, modes in REQUESTS if modes])
def test_it_says_why_in_words_of_the_request(text):
    chosen = route(get_module("ai_cro"), text)
    assert all(words in text for words in chosen.matched)
    output = Orchestrator(get_module("ai_cro")).compose(
        None, OrchestratorInput(request=text), None, FactBook()
    )
    assert output.summary
    assert [step.mode for step in output.steps] == list(chosen.modes)
    assert output.needs == []


@pytest.mark.parametrize("text", [text for text, modes in REQUESTS if not modes])
def test_it_asks_back_where_it_cannot_tell(text):
    output = Orchestrator(get_module("ai_cro")).compose(
        None, OrchestratorInput(request=text), None, FactBook()
    )
    assert output.steps == []
    assert output.needs[0].question.startswith("Which of these do you want")


def test_requests_that_no_phrase_was_written_for_are_seldom_led_astray():
    chosen = [(list(route(get_module("ai_cro"), text).modes), modes) for text, modes in HELD_OUT]
    right = sum(got == meant for got, meant in chosen)
    wrong = [(got, meant) for got, meant in chosen if got and got != meant]
    assert right >= RIGHT * len(HELD_OUT)
    assert len(wrong) <= WRONG * len(HELD_OUT), wrong

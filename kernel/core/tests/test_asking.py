"""What kind of answer a request is after, and words of other languages that mean the same."""

from __future__ import annotations

import pytest

from kernel.core.asking import kinds_of
from kernel.core.thesaurus import MEANINGS
from kernel.core.words import fold, stem


@pytest.mark.parametrize(
    "text",
    [
        "Did the August mailing pay for itself?",
        "Sales have been slipping for weeks",
        "Which supplier is the cheapest?",
        "Lohnt sich das noch?",
        "Pourquoi les ventes ont-elles baissé ?",
        "¿Qué canal funciona mejor?",
    ],
)
def test_a_question_after_how_well_it_went_wants_a_judgement(text: str) -> None:
    assert "judgement" in kinds_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Can I ship Wallet buttons?",
        "Should we stop the spring campaign?",
        "Is it safe to roll Notes on top out?",
        "Können wir den Test beenden?",
        "Faut-il arrêter la campagne ?",
        "¿Podemos parar la prueba?",
    ],
)
def test_a_question_whether_to_act_on_what_is_there_wants_a_decision(text: str) -> None:
    assert "decision" in kinds_of(text)


@pytest.mark.parametrize(
    "text",
    ["Stop the campaign", "Can you write a post?", "Should we buy gold?", "How do I stop a test?"],
)
def test_an_order_and_a_wish_want_no_decision(text: str) -> None:
    assert "decision" not in kinds_of(text)


@pytest.mark.parametrize(
    "text", ["Did Warmer pictures win?", "Has Notes on top worked?", "Ist Variante B besser?"]
)
def test_a_question_how_a_thing_turned_out_wants_its_outcome(text: str) -> None:
    assert "outcome" in kinds_of(text)


@pytest.mark.parametrize(
    "text",
    ["Is Kivu Washed late?", "Is the launch on track?", "Is the list test done yet?",
     "Will order 77 be ready by Friday?", "Ist der Auftrag fertig?"],
)  # fmt: skip
def test_a_question_whether_a_thing_is_done_or_late_wants_its_progress(text: str) -> None:
    assert "progress" in kinds_of(text)


@pytest.mark.parametrize("text", ["Will the account go below zero?", "When will it be done?"])
def test_a_question_after_what_will_be_wants_the_future(text: str) -> None:
    assert "future" in kinds_of(text)


def test_you_are_asked_for_work_and_not_after_the_future() -> None:
    assert kinds_of("Will you write the plan?") == frozenset()


@pytest.mark.parametrize("text", ["Write a better headline", "Draft the plan", "hello", ""])
def test_what_is_to_be_made_wants_none(text: str) -> None:
    assert kinds_of(text) == frozenset()


@pytest.mark.parametrize("text", ["How many visits?", "Wie viele Besucher?", "¿Cuántas visitas?"])
def test_a_question_after_how_many_wants_a_number(text: str) -> None:
    assert "number" in kinds_of(text)


def test_words_of_other_languages_have_the_stem_of_their_meaning() -> None:
    assert stem("Bestellungen") == stem("orders")
    assert stem("clientes") == stem("Kunden") == stem("customer")


def test_no_word_of_the_thesaurus_means_two_things() -> None:
    words = [word for line in MEANINGS.values() for word in line.split()]
    assert len(words) == len(set(words))
    assert all(word == fold(word) for word in words)
    assert not set(words) & set(MEANINGS)

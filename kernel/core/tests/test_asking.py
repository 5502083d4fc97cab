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

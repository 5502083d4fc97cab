"""The shared tests of agents hold an agent that does well, and tell on one that does not."""

from __future__ import annotations

import pytest

from kernel.core.facts import Fact, FactBook, Interval
from kernel.runs.testing import figures_changed, ran, sentences, shared_sentences, unlike
from kernel.runs.tests.probing import MODULE


def book(**values):
    made = FactBook()
    for key, value in values.items():
        number, *limits = value if isinstance(value, tuple) else (value,)
        interval = Interval(*limits, 0.95) if limits else None
        made.add(Fact(key, key, number, "ratio", "f", "1", "h", "f", interval=interval))
    return made


def test_figures_that_changed_are_named_with_before_and_after():
    changed = figures_changed(book(a=1, b=2, c=3), book(a=1, b=4, d=5))
    assert set(changed) == {"b", "c", "d"}
    assert changed["b"].factor == 2
    assert changed["c"].after is None
    assert changed["d"].before is None


def test_an_interval_that_moved_is_a_change():
    assert set(figures_changed(book(a=(1, 0, 2)), book(a=(1, 0.5, 2)))) == {"a"}


def test_theory_that_holds_has_no_fault():
    before, after = (
        book(revenue=10, roas=(2, 1, 3), cost=5),
        book(revenue=20, roas=(4, 2, 6), cost=5),
    )
    assert unlike(before, after, {"revenue": 2, "ro*": 2}) == []


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ({"revenue": 21, "cost": 5}, "revenue is not 2 times"),
        ({"revenue": 20, "cost": 6}, "cost changed"),
        ({"cost": 5}, "revenue is not 2 times"),
        ({"revenue": 20, "cost": 5, "more": 1}, "more is new"),
    ],
)
def test_theory_that_fails_is_told(after, words):
    faults = unlike(book(revenue=10, cost=5), book(**after), {"revenue": 2})
    assert len(faults) == 1
    assert words in faults[0]


def test_theory_about_no_figure_is_told():
    assert unlike(book(a=1), book(a=1), {"b": 2}) == ["b: no figure is called so"]


def test_sentences_are_what_a_reader_sees(probe):
    run = ran(probe, MODULE, "setup", {"amounts": [40, 2]})
    assert "The amounts add up to 42." in sentences(run)


def test_long_sentences_in_common_are_found_whatever_their_case():
    long = "One two three four five six seven eight nine ten eleven twelve thirteen."
    assert shared_sentences({long, "Short one."}, {long.lower(), "Short one."}) == [long]
    assert (
        shared_sentences({long.replace("One two", "Two")}, {long.replace("One two", "Two")}) == []
    )

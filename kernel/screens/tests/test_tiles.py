"""A tile's change is clear where the two intervals say so, and pages open where rows are."""

import datetime as dt
from dataclasses import replace

import pytest

from kernel.core.facts import Fact, Interval
from kernel.formats import Notation
from kernel.screens.dashboards import own_first
from kernel.screens.reach import opening, settled
from kernel.screens.tiles import Tile, changed, is_clear

TODAY = dt.date(2026, 1, 31)
RATE = Fact(
    "rate", "Rate", 0.30, "fraction", function="x.analysis.rate", version="1",
    input_hash="0" * 64, formula="A share.", interval=Interval(0.28, 0.32, 0.95),
)  # fmt: skip


def rate(value: float, half: float) -> Fact:
    return replace(RATE, value=value, interval=Interval(value - half, value + half, 0.95))


def test_intervals_far_apart_are_a_clear_change() -> None:
    assert is_clear(RATE, rate(0.20, 0.02))
    assert not is_clear(RATE, rate(0.29, 0.02))


def test_totals_are_what_they_are() -> None:
    assert is_clear(replace(RATE, interval=None), rate(0.29, 0.02))


def test_nothing_is_compared_with_nothing() -> None:
    assert changed(Tile("Rate", "rate", "rate"), RATE, None, Notation()) is None


@pytest.mark.parametrize(
    ("newest", "page", "period"),
    [
        (None, TODAY, TODAY),
        (dt.date(2026, 1, 30), dt.date(2026, 1, 30), dt.date(2026, 1, 30)),
        (dt.date(2026, 1, 20), TODAY, TODAY),
        (dt.date(2025, 11, 5), dt.date(2025, 11, 5), TODAY),
    ],
)
def test_a_page_opens_where_the_rows_are(newest, page, period) -> None:
    assert opening(newest, TODAY) == page
    assert settled(newest, TODAY) == period


def test_the_own_currency_comes_first() -> None:
    assert own_first({"USD", "CHF", "EUR"}, "EUR") == ["EUR", "CHF", "USD"]
    assert own_first({"USD", "CHF"}, "EUR") == ["CHF", "USD"]

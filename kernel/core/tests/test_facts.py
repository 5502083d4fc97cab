"""Facts carry their unit and origin, survive JSON, and hash their input."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from kernel.core.facts import (
    UNITS,
    Fact,
    FactBook,
    Interval,
    Rows,
    canonical_json,
    fill,
    input_hash,
)
from kernel.errors import KernelUsageError

FACT = Fact(
    key="roas.paid_search",
    label="ROAS of Paid search",
    value=3.15,
    unit="ratio",
    function="channel_figures",
    version="1",
    input_hash="0" * 64,
    formula="revenue ÷ cost",
    rows=(Rows("cmo/metrics-snapshots", {"channel": "paid_search"}, "cost", 1842000, 31),),
    interval=Interval(2.9, 3.4, 0.95),
    period=(date(2026, 1, 1), date(2026, 1, 31)),
)


def test_a_fact_survives_json_whole() -> None:
    day = replace(FACT, key="day", unit="date", value=date(2026, 1, 22), interval=None)
    missing = replace(FACT, key="cac", unit="money", value=None, currency="EUR")
    book = FactBook()
    for fact in (FACT, day, missing):
        book.add(fact)
    again = FactBook.from_json(json.loads(json.dumps(book.as_json())))
    assert list(again) == [FACT, day, missing]
    assert again["roas.paid_search"].rows[0].total == 1842000
    assert FactBook.from_json(None).as_json() == []


def test_the_order_of_facts_is_kept() -> None:
    book = FactBook()
    for key in ("z", "a", "m.long_key"):
        book.add(replace(FACT, key=key))
    assert [fact.key for fact in FactBook.from_json(book.as_json())] == ["z", "a", "m.long_key"]


def test_the_same_key_with_another_value_is_refused() -> None:
    book = FactBook()
    book.add(FACT)
    book.add(replace(FACT))
    with pytest.raises(KernelUsageError, match="another value"):
        book.add(replace(FACT, value=3.2))


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "ROAS"},
        {"key": ""},
        {"key": "a}b"},
        {"key": "a b"},
        {"key": "a..b"},
        {"key": "a" * 241},
        {"unit": "percent"},
        {"value": "3"},
        {"value": True},
        {"value": float("nan")},
        {"value": float("inf")},
        {"unit": "money", "value": 3, "currency": None},
        {"unit": "money", "value": 3.5, "currency": "EUR"},
        {"unit": "date", "value": datetime(2026, 1, 1)},
        {"unit": "date", "value": "2026-01-01"},
        {"unit": "text", "value": 5},
        {"interval": Interval(4.0, 2.0, 0.95)},
        {"interval": Interval(float("nan"), 2.0, 0.95)},
    ],
)
def test_a_fact_that_cannot_be_shown_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(KernelUsageError):
        replace(FACT, **changes)


def test_the_units_are_those_that_screens_can_format() -> None:
    assert set(UNITS) == {
        *("money", "fraction", "ratio", "count"),
        *("days", "hours", "date", "text", "points"),
    }


def test_what_names_no_fact_is_left_as_it_stands() -> None:
    assert fill("“{fact:zz}” runs", FactBook(), str) == "“{fact:zz}” runs"


@dataclass(frozen=True)
class _Input:
    days: int
    name: str


def test_equal_input_hashes_alike_and_any_change_shows() -> None:
    values: list[tuple[Any, ...]] = [
        (np.arange(6.0),),
        (np.arange(6.0).reshape(2, 3),),
        (np.arange(6),),
        (np.array(["a", "b"], dtype=object),),
        (np.array(["a", "c"], dtype=object),),
        ([1, 2], [3]),
        ([1], [2, 3]),
        ("ab", "c"),
        ("a", "bc"),
        (1,),
        (True,),
        (1.0,),
        ("1",),
        (None,),
        (date(2026, 1, 1),),
        (Decimal("1"),),
        ({"a": 1, "b": 2},),
        (_Input(1, "a"),),
        (_Input(2, "a"),),
        (b"a",),
        (),
    ]
    hashes = [input_hash(*value) for value in values]
    assert len(set(hashes)) == len(hashes)
    assert all(len(digest) == 64 for digest in hashes)
    assert input_hash({"a": 1, "b": 2}) == input_hash({"b": 2, "a": 1})
    assert input_hash(np.arange(6.0)) == input_hash(np.arange(6.0).copy())
    assert input_hash(np.arange(12.0)[::2]) == input_hash(np.array([0.0, 2, 4, 6, 8, 10]))


def test_what_cannot_be_hashed_is_refused() -> None:
    with pytest.raises(KernelUsageError, match="object"):
        input_hash(object())


def test_canonical_json_takes_2_and_2_0_for_one_number() -> None:
    assert canonical_json({"b": 2.0, "a": [1, 2.5]}) == '{"a":[1,2.5],"b":2}'
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))

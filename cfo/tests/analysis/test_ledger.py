"""Imports that never duplicate and never lose; transfers, rules, suggestions."""

import itertools
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cfo.analysis import (
    categorised,
    checked_pattern,
    fingerprint,
    paired_transfers,
    planned_import,
    suggested_categories,
)
from cfo.analysis.fingerprints import StatementLine, StoredLine
from cfo.analysis.patterns import PatternError
from cfo.analysis.rules import Rule
from cfo.tests.analysis.rows import ledger, line

START = date(2026, 1, 1)


def statement(draw: st.DrawFn, marks: str) -> list[StatementLine]:
    """A bank's own list, in order; few amounts and payees, so that many lines are equal."""
    days = sorted(draw(st.lists(st.integers(0, 6), min_size=1, max_size=24)))
    lines = []
    for number, day in enumerate(days):
        amount = draw(st.sampled_from([-500, -500, -700, 900]))
        payee = draw(st.sampled_from(["Bakery", "BAKERY ", "Client"]))
        mark = {"unique": f"id{number}", "none": "", "repeated": "0"}[marks]
        lines.append(StatementLine("main", START + timedelta(days=day), amount, payee, mark))
    return lines


class Store:
    """What a workspace has imported."""

    def __init__(self) -> None:
        self.lines: list[StoredLine] = []
        self.fingerprints: set[str] = set()

    def take(self, file: list[StatementLine]) -> int:
        plan = planned_import(self.lines, file)
        for one in plan.new:
            assert one.fingerprint not in self.fingerprints
            self.fingerprints.add(one.fingerprint)
            self.lines.append(StoredLine(file[one.index], one.occurrence))
        assert len(plan.new) + len(plan.known) == len(file)
        return len(plan.new)

    def keys(self) -> Counter:
        return Counter(one.line.key for one in self.lines)


@st.composite
def files_by_position(draw: st.DrawFn) -> tuple[list[StatementLine], list[list[StatementLine]]]:
    """A statement cut anywhere, even within a day, into overlapping files in any order."""
    whole = statement(draw, "unique")
    cuts = sorted(draw(st.lists(st.integers(0, len(whole)), max_size=4)))
    edges = [0, *cuts, len(whole)]
    files = []
    for first, last in itertools.pairwise(edges):
        overlap = draw(st.integers(0, 4))
        files.append(whole[max(0, first - overlap) : last])
    return whole, draw(st.permutations(files))


@st.composite
def files_by_day(draw: st.DrawFn) -> tuple[list[StatementLine], list[list[StatementLine]]]:
    """A statement cut between days into overlapping files; the bank's marks say little."""
    whole = statement(draw, draw(st.sampled_from(["none", "repeated"])))
    files = [whole[:0]]
    covered = -1
    while covered < 6:
        first = draw(st.integers(max(0, covered - 2), covered + 1))
        last = draw(st.integers(covered + 1, 6))
        inside = [one for one in whole if first <= (one.day - START).days <= last]
        files.append(draw(st.permutations(inside)))
        covered = last
    return whole, draw(st.permutations(files))


@settings(max_examples=200, deadline=None)
@given(files_by_position())
def test_any_cut_with_the_banks_ids_imports_the_same_lines(cut) -> None:
    whole, files = cut
    store = Store()
    for file in files:
        store.take(file)
    assert store.keys() == Counter(one.key for one in whole)
    assert [store.take(file) for file in [*files, whole]] == [0] * (len(files) + 1)


@settings(max_examples=200, deadline=None)
@given(files_by_day())
def test_any_cut_between_days_without_ids_imports_the_same_lines(cut) -> None:
    whole, files = cut
    store = Store()
    for file in files:
        store.take(file)
    assert store.keys() == Counter(one.key for one in whole)
    assert store.take(whole) == 0


def test_two_equal_payments_on_one_day_are_both_kept_and_numbered() -> None:
    twice = [StatementLine("main", START, -500, "Bakery")] * 2
    plan = planned_import([], twice)
    assert [one.occurrence for one in plan.new] == [0, 1]


def test_a_bank_that_marks_lines_anew_in_each_file_does_not_duplicate() -> None:
    days = [START + timedelta(days=at) for at in range(4)]
    first = [StatementLine("main", day, -500 - at, "Shop", f"a{at}") for at, day in enumerate(days)]
    again = [StatementLine("main", day, -500 - at, "Shop", f"b{at}") for at, day in enumerate(days)]
    store = Store()
    store.take(first)
    assert store.take(again) == 0


def test_an_equal_line_with_another_id_on_a_cut_day_is_kept_and_called_doubtful() -> None:
    known = [StoredLine(StatementLine("main", START, -500, "Bakery", "1"), 0)]
    plan = planned_import(known, [StatementLine("main", START, -500, "Bakery", "2")])
    assert [one.occurrence for one in plan.new] == [1]
    assert plan.doubtful == (0,)


def test_the_same_line_of_another_account_is_another_line() -> None:
    known = [StoredLine(StatementLine("main", START, -500, "Bakery"), 0)]
    assert len(planned_import(known, [StatementLine("card", START, -500, "Bakery")]).new) == 1


def test_fingerprints_tell_parts_apart_that_look_alike_when_joined() -> None:
    assert fingerprint("a", START, 1, "1b", 0) != fingerprint("a", START, 11, "b", 0)
    assert fingerprint("a", START, 1, "Ａcme", 0) == fingerprint("a", START, 1, "acme", 0)


def transfer(number: int, amount: int, account: str, **columns: object) -> dict:
    return line(number, amount, account=account, category="", kind="", **columns)


def test_a_transfer_goes_to_the_nearest_fitting_line_once() -> None:
    rows = ledger(
        transfer(0, -5000, "main", memo="Transfer"),
        transfer(1, 5000, "savings"),
        transfer(4, 5000, "savings"),
    )
    found = paired_transfers(rows)
    assert [(pair.out, pair.into) for pair in found.pairs] == [(0, 1)]
    assert not found.pairs[0].certain


def test_lines_of_one_account_or_two_currencies_are_no_transfer() -> None:
    rows = ledger(
        transfer(0, -5000, "main"),
        transfer(0, 5000, "main"),
        transfer(0, 5000, "dollars", currency="USD"),
    )
    assert paired_transfers(rows).pairs == ()


def test_half_a_transfer_is_named() -> None:
    rows = ledger(line(0, -5000, kind="transfer"), line(30, 5000, account="savings"))
    assert paired_transfers(rows).unpaired == (0,)


def rule(position: int, match: str, pattern: str, category: str = "X", **other: str) -> Rule:
    return Rule(str(position), position, other.get("field", "payee"), match, pattern, category,
                other.get("sign", "any"), other.get("account", ""))  # fmt: skip


def test_the_first_rule_wins_and_the_sign_narrows() -> None:
    rows = ledger(line(0, -500, "Shop 12"), line(1, 500, "Shop 12"))
    rules = [rule(2, "contains", "shop", "Cost"), rule(1, "contains", "SHOP", "Back", sign="in")]
    assert [one.category for one in categorised(rows, rules)] == ["Cost", "Back"]


@pytest.mark.parametrize(
    ("match", "pattern", "fits"),
    [
        ("equals", " shop  12 ", True),
        ("equals", "shop", False),
        ("regex", r"^shop \d+$", True),
        ("regex", r"^\d", False),
    ],
)
def test_rules_match_as_they_say(match: str, pattern: str, fits: bool) -> None:
    found = categorised(ledger(line(0, -500, "Shop 12")), [rule(1, match, pattern)])
    assert (found[0].category == "X") is fits


@pytest.mark.parametrize(
    "pattern", [r"stripe.*payout", r"^aws (emea|inc)", r"\d{4,6} ?eur", "ab?c?"]
)
def test_usual_patterns_are_accepted(pattern: str) -> None:
    assert checked_pattern(pattern).search("nothing") is None


@pytest.mark.parametrize(
    "pattern",
    ["", "x" * 201, "a*b*c*", "(ab|cd|ef)" * 4, r"(a)\1", "(?=a)b", "xa?" * 9, "a?b?"],
)
def test_patterns_that_could_run_long_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        checked_pattern(pattern)


def test_nothing_is_suggested_where_the_past_disagrees() -> None:
    past = [line(at, -500, "Shop", category=("A", "B")[at % 2]) for at in range(10)]
    rows = ledger(*past, line(20, -500, "Shop", category="", kind=""))
    assert suggested_categories(rows) == ()


def test_money_back_is_not_filed_like_money_out() -> None:
    past = [line(at, -500, "Shop", category="A") for at in range(10)]
    rows = ledger(*past, line(20, 500, "Shop", category="", kind=""))
    assert suggested_categories(rows) == ()


@given(files_by_position())
def test_each_known_line_is_a_stored_one_of_its_own(
    drawn: tuple[list[StatementLine], list[list[StatementLine]]],
) -> None:
    store = Store()
    for file in drawn[1]:
        plan = planned_import(store.lines, file)
        there = {(one.line.key, one.occurrence) for one in store.lines}
        found = {(file[at].key, n) for at, n in zip(plan.known, plan.numbers, strict=True)}
        assert found <= there
        assert len(found) == len(plan.known)
        store.take(file)

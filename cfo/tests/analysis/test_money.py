"""Whole minor units end to end: shares, variance, statements add up exactly."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cfo.analysis import (
    allocated,
    budget_against_actual,
    cash_flow,
    months,
    payroll_by_head,
    price_volume_mix,
    profit_and_loss,
    reconciled,
)
from cfo.analysis.budgets import BudgetLine
from cfo.analysis.money import rounded_in_turn
from cfo.analysis.payroll import Head
from cfo.analysis.rows import KINDS, LedgerRows
from cfo.analysis.values import MixedCurrenciesError
from cfo.analysis.variance import Sold
from cfo.demo import AS_OF, build
from cfo.tests.analysis.rows import FIRST, ledger, line, of_workspace
from kernel.statistics.values import AnalysisError

JANUARY = months.number_of(FIRST)


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10**9), min_size=1, max_size=9))
def test_shares_sum_exactly_and_miss_their_part_by_less_than_one(total, weights) -> None:
    if not sum(weights):
        return
    parts = allocated(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


@given(st.lists(st.fractions(-1000, 1000), max_size=20))
def test_rounding_in_turn_keeps_the_total(values) -> None:
    parts = rounded_in_turn(values)
    assert sum(parts) == round(sum(values, Fraction(0)))
    assert all(abs(part - value) <= 1 for part, value in zip(parts, values, strict=True))


items = st.lists(
    st.builds(Sold, st.sampled_from("abcdef"), st.integers(1, 10**6), st.integers(0, 10**9)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(items, items)
def test_price_volume_and_mix_add_up_to_the_cent_in_rows_and_columns(before, after) -> None:
    if not {one.item for one in before} & {one.item for one in after}:
        return
    found = price_volume_mix(before, after)
    assert found.before == sum(one.revenue for one in before)
    assert found.after == sum(one.revenue for one in after)
    for row in (*found.rows, found):
        parts = row.price + row.volume + row.mix + row.come_or_gone
        assert parts == row.change == row.after - row.before
    for name in ("price", "volume", "mix", "come_or_gone", "change"):
        assert getattr(found, name) == sum(getattr(row, name) for row in found.rows)


def test_only_dearer_is_all_price_and_only_more_is_all_volume() -> None:
    before = [Sold("a", 1000, 500), Sold("b", 3000, 900)]
    dearer = price_volume_mix(before, [Sold("a", 1000, 600), Sold("b", 3000, 1000)])
    assert (dearer.price, dearer.volume, dearer.mix) == (200, 0, 0)
    more = price_volume_mix(before, [Sold("a", 2000, 1000), Sold("b", 6000, 1800)])
    assert (more.price, more.volume, more.mix) == (0, 1400, 0)


def test_an_item_that_came_or_went_is_neither_price_nor_volume() -> None:
    found = price_volume_mix(
        [Sold("a", 1000, 500), Sold("old", 1000, 70)], [Sold("a", 1000, 500), Sold("new", 10, 9)]
    )
    assert (found.price, found.volume, found.mix, found.come_or_gone) == (0, 0, 0, -61)


@pytest.mark.parametrize("broken", [Sold("a", -1, 5), Sold("a", 0, 5)])
def test_it_refuses_revenue_without_a_quantity(broken: Sold) -> None:
    with pytest.raises(AnalysisError):
        price_volume_mix([broken], [Sold("a", 1000, 5)])


def test_currencies_are_never_added() -> None:
    mixed = ledger(line(0, -5), line(1, -5, currency="JPY"))
    for question in (
        lambda: mixed.total(),
        lambda: profit_and_loss(mixed, JANUARY, JANUARY),
        lambda: cash_flow(mixed, JANUARY, JANUARY, 0),
        lambda: budget_against_actual(mixed, [], JANUARY, JANUARY),
        lambda: reconciled(mixed, "main", 0, FIRST.replace(day=1), FIRST.replace(day=31)),
        lambda: payroll_by_head(
            [Head("a", 0, None, 1, "EUR"), Head("b", 0, None, 1, "KWD")], JANUARY, JANUARY
        ),
    ):
        with pytest.raises(MixedCurrenciesError):
            question()


@pytest.mark.parametrize("amount", [1.5, True, 10**15, "7"])
def test_an_amount_is_a_whole_number_of_minor_units(amount: object) -> None:
    with pytest.raises(AnalysisError):
        LedgerRows.of([{**line(0, 0), "amount": amount}])


ledgers = st.lists(
    st.builds(
        lambda day, amount, kind: line(
            day, amount, category=kind.title(), kind=kind, account="ab"[amount % 2]
        ),
        st.integers(0, 85),
        st.integers(-(10**12), 10**12),
        st.sampled_from([*KINDS, ""]),
    ),
    max_size=30,
)


@settings(max_examples=100, deadline=None)
@given(ledgers, st.integers(-(10**9), 10**9))
def test_opening_and_lines_are_closing_in_every_month(records, opening) -> None:
    rows = ledger(*records)
    found = cash_flow(rows, JANUARY, JANUARY + 3, opening)
    assert found.closing[-1] == opening + sum(record["amount"] for record in records)
    assert found.opening[1:] == found.closing[:-1]
    parts = (found.operating, found.uncategorised, found.financing, found.transfers)
    assert sum(part.total for part in parts) == found.change.total
    result = profit_and_loss(rows, JANUARY, JANUARY + 3)
    assert result.net.total == found.operating.total + found.uncategorised.total
    for row in found.rows:
        assert row.total == sum(row.by_month) == row.rows.total


def test_the_demo_companys_books_close() -> None:
    workspace = build().workspaces[0]
    rows, _ = of_workspace(workspace)
    for account in workspace.accounts:
        found = reconciled(
            rows, account.name, account.opening_balance, account.opened_on, account.closed_on,
            account.closing_balance,
        )  # fmt: skip
        assert found.agrees
    first, last = months.number_of(date(2024, 2, 1)), months.number_of(AS_OF)
    opening = sum(account.opening_balance for account in workspace.accounts)
    closing = sum(account.closing_balance for account in workspace.accounts)
    found = cash_flow(rows, first, last, opening)
    assert found.closing[-1] == closing
    assert found.transfers.total == 0


def test_a_lost_line_shows_as_the_banks_difference() -> None:
    rows = ledger(line(0, 500), line(1, -200))
    day = FIRST.replace(day=1)
    found = reconciled(rows.where(rows.amount > 0), "main", 0, day, FIRST.replace(day=31), 300)
    assert (found.computed, found.difference, found.agrees) == (500, -200, False)


def test_a_budget_counts_each_category_once_and_adds_up() -> None:
    rows = ledger(line(0, -300), line(1, -50, category="", kind=""), line(2, 9, kind="transfer"))
    plan = [BudgetLine(JANUARY, "Software", "opex", -200)]
    found = budget_against_actual(rows, plan, JANUARY, JANUARY)
    assert [(row.category, row.difference) for row in found.rows] == [("Software", -100), ("", -50)]
    assert found.difference == found.actual - found.budget == -150

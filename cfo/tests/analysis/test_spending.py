"""Duplicates, splits, recurring charges, price steps, outliers and overruns, one by one."""

from datetime import date, timedelta

import numpy as np
import pytest

from cfo.analysis import (
    budget_overruns,
    duplicate_payments,
    months,
    price_rises,
    price_steps,
    recurring_charges,
    spend_analysis,
    split_payments,
    unusual_months,
    unusual_payments,
)
from cfo.analysis.budgets import BudgetLine
from cfo.analysis.rows import LedgerRows
from cfo.analysis.spending import Horizon
from cfo.tests.analysis.rows import day, ledger, line

START = date(2024, 1, 1)
FIRST = months.number_of(START)


def monthly(amounts: list[int], payee: str = "Cloud", on: int = 5, **columns: object) -> list[dict]:
    return [
        line(0, -amount, payee, date=months.moved(START, at).replace(day=on), **columns)
        for at, amount in enumerate(amounts)
    ]


def test_two_invoices_of_one_amount_are_two_invoices() -> None:
    rows = ledger(line(0, -900, memo="Invoice 1001"), line(2, -900, memo="Invoice 1002"))
    assert duplicate_payments(rows) == ()


def test_an_amount_given_back_is_no_duplicate() -> None:
    twice = [line(0, -900, memo="Invoice 1001"), line(2, -900, memo="Invoice 1001")]
    assert len(duplicate_payments(ledger(*twice))) == 1
    assert duplicate_payments(ledger(*twice, line(20, 900))) == ()


def test_a_coffee_every_day_is_no_duplicate() -> None:
    rows = ledger(*[line(at, -350, "Coffee") for at in range(40)])
    assert duplicate_payments(rows) == ()


def test_a_monthly_charge_that_comes_twice_breaks_its_rhythm() -> None:
    rows = ledger(*monthly([4900] * 8), line(0, -4900, "Cloud", date=date(2024, 6, 8)))
    found = duplicate_payments(rows)
    assert [(one.extra, one.ground) for one in found] == [(4900, "out_of_rhythm")]


def test_paying_three_times_is_paying_twice_too_much() -> None:
    rows = ledger(*[line(at, -900, memo="Invoice 1001") for at in (0, 3, 6)])
    assert [one.extra for one in duplicate_payments(rows)] == [1800]


def test_the_order_of_rows_makes_no_difference() -> None:
    records = [line(at, -900 - at % 3, memo=f"Invoice {100 + at % 4}") for at in range(12)]
    rows, back = ledger(*records), LedgerRows.of(ledger_records(ledger(*records))[::-1])

    def named(of: LedgerRows) -> set:
        return {frozenset(of.key[at] for at in one.rows) for one in duplicate_payments(of)}

    assert named(rows) == named(back)


def ledger_records(rows: LedgerRows) -> list[dict]:
    return [
        {"id": rows.key[at], "date": rows.day(at), "amount": int(rows.amount[at]),
         "currency": rows.currency[at], "account": rows.account[at], "category": rows.category[at],
         "kind": rows.kind[at], "counterparty": rows.payee[at], "memo": rows.memo[at]}
        for at in range(len(rows))
    ]  # fmt: skip


def test_payments_split_below_a_limit_are_named_unless_invoices_differ() -> None:
    split = [line(0, -600, "Builder"), line(1, -700, "Builder")]
    assert [one.total for one in split_payments(ledger(*split), 1000)] == [1300]
    apart = [{**one, "memo": f"Invoice {number}77"} for number, one in enumerate(split, 1)]
    assert split_payments(ledger(*apart), 1000) == ()
    assert split_payments(ledger(line(0, -600), line(9, -700)), 1000) == ()


def test_a_payee_who_is_paid_every_day_splits_nothing() -> None:
    daily = [line(day, -600, "Canteen") for day in range(60)]
    assert split_payments(ledger(*daily), 1000) == ()


@pytest.mark.parametrize(
    ("period", "gap", "count"),
    [("weekly", 7, 8), ("fortnightly", 14, 6), ("quarterly", 91, 5), ("yearly", 365, 3)],
)
def test_it_knows_the_period_and_the_next_day(period: str, gap: int, count: int) -> None:
    rows = ledger(*[line(at * gap, -4900) for at in range(count)])
    (found,) = recurring_charges(rows, day((count - 1) * gap + 1))
    assert found.period == period
    assert abs((found.next_on - found.last_on).days - gap) <= 2


def test_one_payee_may_bill_two_things() -> None:
    rows = ledger(*monthly([4900] * 9), *monthly([20_000] * 9, on=19))
    assert [one.amount for one in recurring_charges(rows, date(2024, 10, 1))] == [20_000, 4900]


def test_irregular_purchases_are_not_recurring() -> None:
    draws = np.random.default_rng(3)
    days = np.cumsum(draws.integers(1, 60, 20)).tolist()
    rows = ledger(*[line(at, -int(draws.integers(500, 90_000))) for at in days])
    assert recurring_charges(rows, day(days[-1])) == ()


def test_a_rise_is_found_with_noise_and_its_interval_covers_it() -> None:
    draws = np.random.default_rng(7)
    covered = 0
    for _ in range(40):
        amounts = (50_000 * draws.normal(1, 0.01, 18)).astype(int)
        amounts[12:] = (amounts[12:] * 1.3).astype(int)
        steps = price_steps(amounts.tolist())
        assert [step.at for step in steps] == [12]
        covered += steps[0].ratio.covers(1.3)
    assert covered >= 34


def test_a_steady_price_has_no_steps_over_many_draws() -> None:
    draws = np.random.default_rng(8)
    alarms = sum(
        bool(price_steps((50_000 * draws.normal(1, 0.05, 24)).astype(int).tolist()))
        for _ in range(200)
    )
    assert alarms <= 6


def test_a_bill_for_use_that_grows_is_no_rise_of_a_price() -> None:
    draws = np.random.default_rng(9)
    amounts = (50_000 * np.linspace(1, 1.5, 20) * draws.normal(1, 0.08, 20)).astype(int).tolist()
    rows = ledger(*monthly(amounts, "Energy"))
    charges = recurring_charges(rows, date(2025, 9, 1))
    assert price_rises(charges, rows, START) == ()


def noisy_months(extra_at: int | None, seed: int) -> tuple[LedgerRows, list[int]]:
    draws = np.random.default_rng(seed)
    amounts = (400_000 * np.linspace(1, 1.2, 30) * draws.normal(1, 0.05, 30)).astype(int).tolist()
    if extra_at is not None:
        amounts[extra_at] += 250_000
    return ledger(*monthly(amounts, category="Ads")), amounts


def test_a_month_far_above_its_trend_is_found_with_its_excess() -> None:
    found = covered = 0
    for seed in range(20):
        rows, _ = noisy_months(10 + seed % 15, seed)
        unusual, _ = unusual_months(rows, FIRST, FIRST + 29)
        hits = [one for one in unusual if one.month == FIRST + 10 + seed % 15]
        found += bool(hits)
        covered += bool(hits) and hits[0].excess.covers(250_000)
    assert found == 20
    assert covered >= 16


def test_steady_months_are_left_in_peace() -> None:
    alarms = sum(
        len(unusual_months(noisy_months(None, seed)[0], FIRST, FIRST + 29)[0]) for seed in range(40)
    )
    assert alarms <= 2


def test_a_peak_that_comes_every_year_is_no_outlier() -> None:
    amounts = [300_000 + (at * 7919) % 10_000 for at in range(30)]
    for at in (11, 23):
        amounts[at] += 250_000
    rows = ledger(*monthly(amounts, category="Ads"))
    assert unusual_months(rows, FIRST, FIRST + 29)[0] == ()


def test_costs_that_come_each_quarter_are_said_to_be_too_rare() -> None:
    rows = ledger(*monthly([9000 if at % 3 == 0 else 0 for at in range(30)], category="Fees"))
    found, short = unusual_months(rows, FIRST, FIRST + 29)
    assert found == ()
    assert short[0].what == "months with costs"


def test_an_overrun_is_judged_by_how_the_category_keeps_its_budget() -> None:
    plan = [
        BudgetLine(FIRST + at, "Ads", "opex", -int(400_000 * (1 + 0.2 * at / 29)))
        for at in range(30)
    ]
    covered = 0
    for seed in range(20):
        rows, _ = noisy_months(25, seed)
        (found,), short = budget_overruns(rows, plan, FIRST, FIRST + 29)
        assert (found.month, short) == (FIRST + 25, ())
        assert found.over == found.actual - found.budget
        covered += found.unexpected.covers(250_000)
    assert covered >= 16


def test_a_large_payment_to_a_usual_payee_is_named() -> None:
    rows = ledger(
        *[line(at, -1000 - at * 7 % 90, "Cab") for at in range(30)], line(40, -8800, "Cab")
    )
    assert [one.amount for one in unusual_payments(rows)] == [8800]


def test_currencies_are_answered_each_by_itself() -> None:
    twice = [line(at, -90_000, memo="Invoice 1001") for at in (0, 2)]
    rows = ledger(*twice, *[{**one, "currency": "JPY"} for one in twice])
    answer = spend_analysis(rows, (), "EUR", Horizon(day(30)))
    assert sorted(one.currency for one in answer.findings) == ["EUR", "JPY"]
    assert {one.saving for one in answer.findings} == {90_000}


def test_without_rows_it_says_what_it_needs() -> None:
    answer = spend_analysis(ledger(), (), "EUR", Horizon(day(0)))
    assert [short.what for short in answer.shortfalls] == ["transactions"]


def test_every_figures_rows_add_up() -> None:
    rows = ledger(*monthly([50_000] * 8 + [90_000] * 6))
    answer = spend_analysis(rows, (), "EUR", Horizon(START + timedelta(days=410)))
    kinds = [one.kind for one in answer.findings]
    assert kinds == ["price_rise"]
    for figure in answer.findings[0].figures:
        for evidence in figure.rows:
            keys = dict(evidence.equals)["id"]
            own = rows.matching("key", set(keys).__contains__)
            assert (evidence.total, evidence.count) == (own.total(), len(own))

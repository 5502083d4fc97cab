"""The spending analyst from request to rows: what it finds, proposes, and leaves alone."""

from __future__ import annotations

import datetime as dt

import pytest

from cfo.models import Budget, Category, Recommendation, Setting, Transaction
from cfo.tests import cast as rows
from kernel.decisions.approvals import approve, undo
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, ran, unlike


def paid_twice(named):
    """A bill of Bean Import, paid again three days later under the same number."""
    goods, main = named["categories"]["Goods"], named["main"]
    lines = [
        rows.line(main, day, -231_400, "Bean Import", goods, memo="Invoice 88217")
        for day in (dt.date(2026, 1, 12), dt.date(2026, 1, 15))
    ]
    Transaction.objects.bulk_create(lines)
    return lines


def dearer(row, since=dt.date(2025, 9, 1)):
    """Hosting costs twice as much from September on."""
    if row.counterparty == "Cloudstead Hosting" and row.date >= since:
        row.amount *= 2


def furnish():
    rows.stand_still()
    named = rows.ledger()
    rows.decided()
    paid_twice(named)
    rows.again(dearer)


NAMES = {
    "Kontor Property": "Dock Halls",
    "Bean Import": "Brass & Tube",
    "Cloudstead Hosting": "Drawing Board",
}


def otherwise(row):
    """Other payees and amounts."""
    row.counterparty = NAMES.get(row.counterparty, row.counterparty)
    row.amount = row.amount * 3 + row.date.day * 700


def furnish_otherwise():
    """Another business: other payees and amounts, an odd payment, no duplicate."""
    rows.stand_still()
    named = rows.ledger(months=20)
    rows.again(otherwise)
    odd = rows.line(
        named["main"], dt.date(2026, 1, 22), -1_900_000, "Dock Halls", named["categories"]["Rent"]
    )
    Transaction.objects.bulk_create([odd])


class TestSpendAnalyst(AgentTests):
    module, mode = "ai_cfo", "optimization"
    writes = (Recommendation,)
    refused = {
        "/months": {"months": 40},
        "/currency": {"currency": "euros"},
        "/split_limit": {"split_limit": 0},
    }

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


def spend(cast, payload=None):
    return ran(cast, "ai_cfo", "optimization", payload)


def of_kind(run, kind):
    return [one for one in run.output["findings"] if one["kind"] == kind]


@pytest.fixture
def spent(cast, db):
    with cast.scope():
        furnish()
    return cast


def test_a_bill_that_was_paid_twice_is_named_once_with_what_may_come_back(spent):
    run = spend(spent)
    (found,) = of_kind(run, "duplicate_payment")
    book = book_of(run)
    assert found["title"] == "Bean Import may have been paid again"
    assert book[f"{found['key']}.paid_again"].value == 231_400
    assert book[f"{found['key']}.since"].value == dt.date(2026, 1, 12)


def test_a_price_that_doubled_is_named_with_its_day_and_its_cost_a_year(spent):
    run = spend(spent)
    (found,) = of_kind(run, "price_rise")
    book = book_of(run)
    assert book[f"{found['key']}.since"].value == dt.date(2025, 9, 5)
    assert book[f"{found['key']}.price_ratio"].value == pytest.approx(2)
    assert book[f"{found['key']}.extra_a_year"].value == 62_000 * 12


@pytest.mark.parametrize("kind", ["tax", "payroll"])
def test_a_tax_or_a_wage_that_grew_is_no_price_to_ask_about(spent, kind):
    with spent.scope():
        hosting = Transaction.objects.filter(counterparty="Cloudstead Hosting").first()
        Category.objects.filter(pk=hosting.category_id).update(kind=kind)
    assert of_kind(spend(spent), "price_rise") == []


def test_the_second_payment_is_flagged_on_approval_and_cleared_by_undo(spent):
    spend(spent)
    with spent.scope(spent.fay):
        row = Recommendation.objects.get(kind="duplicate_payment")
        approve(row, by=spent.fay, action_hash=row.action_hash)
    with spent.scope(spent.fay):
        flagged = Transaction.objects.exclude(flag="")
        assert [(one.date, one.flag) for one in flagged] == [(dt.date(2026, 1, 15), "duplicate")]
        assert flagged[0].amount == -231_400
        undo(Recommendation.objects.get(pk=row.pk), by=spent.fay)
        assert not Transaction.objects.exclude(flag="").exists()


def test_where_statements_are_late_the_search_ends_with_the_newest_line_and_asks_for_them(spent):
    usual = book_of(spend(spent))
    with spent.scope():
        rows.stand_still(dt.date(2026, 11, 23))
    run = spend(spent)
    book = book_of(run)
    assert book["period.last"].value == dt.date(2026, 1, 25)
    (asked,) = run.output["questions"]
    assert asked["what"] == "Statements since {fact:period.last}"
    assert book["month_cost.eur"].value > 0.9 * usual["month_cost.eur"].value
    assert len(of_kind(run, "duplicate_payment")) == 1
    assert not any(one["stopped"] for one in run.output["charges"])


def test_every_figure_opens_rows_that_are_as_it_says(spent):
    book = book_of(spend(spent))
    named = {repr(part): part for fact in book for part in fact.rows}
    assert len(named) > 5
    with spent.scope():
        assert [part for part in named.values() if behind(part).changed] == []


def test_recurring_charges_are_told_with_their_next_day(spent):
    run = spend(spent)
    charges = {one["payee"]: one for one in run.output["charges"]}
    assert {"Kontor Property", "Cloudstead Hosting"} <= set(charges)
    rent = charges["Kontor Property"]
    assert (rent["period"], rent["stopped"]) == ("monthly", False)
    book = book_of(run)
    assert book[next(key for key in rent["facts"] if key.endswith("yearly"))].value == 280_000 * 12


def test_savings_come_in_the_order_of_their_size(spent):
    run = spend(spent)
    book = book_of(run)
    kinds = [key.partition(".")[0] for key in run.output["savings"]]
    assert kinds == ["price_rise", "duplicate_payment"]
    assert book["saving.eur"].value == 62_000 * 12 + 231_400


def test_without_a_limit_or_a_budget_it_says_that_these_were_not_looked_at(spent):
    said = " ".join(spend(spent).output["defaults"])
    assert "No approval limit is set" in said
    assert "No budget is approved" in said


def test_payments_just_below_the_limit_are_one_question(spent):
    with spent.scope():
        Setting.objects.update(split_limit=500_000)
        goods, account = Category.objects.get(name="Goods"), Transaction.objects.first().account
        Transaction.objects.bulk_create(
            rows.line(account, dt.date(2026, 1, day), -290_000 - day, "Steel Works", goods)
            for day in (20, 21)
        )
    titles = [one["title"] for one in of_kind(spend(spent), "split_payment")]
    assert "Payments to Steel Works together pass the approval limit" in titles


def test_a_month_beyond_its_budget_is_named_with_what_is_unexpected(spent):
    with spent.scope():
        travel = Category.objects.get(name="Travel")
        account = Transaction.objects.get(counterparty="City Rail").account
        for back in range(1, 13):
            day = rows.month(back)
            Budget.objects.create(
                period=day, category=travel, amount=-50_000, currency="EUR", status="approved"
            )
            amount = -190_000 if back == 2 else -48_000 - 300 * (back % 5)
            Transaction.objects.bulk_create(
                [rows.line(account, day.replace(day=14), amount, f"Trip {back}", travel)]
            )
    run = spend(spent)
    (found,) = of_kind(run, "budget_overrun")
    book = book_of(run)
    assert book[f"{found['key']}.over_budget"].value == 140_000
    interval = book[f"{found['key']}.unexpected"].interval
    assert interval.low <= 141_000 <= interval.high


def test_double_the_money_is_double_every_amount_and_the_same_ratios(spent):
    before = spend(spent)
    with spent.scope():
        rows.again(rows.times(2))
    after = spend(spent)
    money = {fact.key: 2 for fact in book_of(before) if fact.unit == "money"}
    faults = [
        fault for fault in unlike(before, after, money) if "duplicate_payment" not in fault
    ]  # fmt: skip
    assert not faults, faults


def test_one_more_payment_changes_only_what_rests_on_it(spent):
    before = spend(spent)
    with spent.scope():
        account = Transaction.objects.first().account
        travel = Category.objects.get(name="Travel")
        Transaction.objects.bulk_create(
            [rows.line(account, dt.date(2025, 12, 9), -12_000, "Night Ferry", travel)]
        )
    after = spend(spent)
    books = book_of(before), book_of(after)
    changed = {key for key in books[0].facts if books[0][key].value != books[1][key].value}
    assert changed == {"month_cost.eur"}
    assert books[1]["month_cost.eur"].value - books[0]["month_cost.eur"].value == 1_000

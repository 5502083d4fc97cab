"""The reporter from request to rows: sums that add up, comparisons, and what is missing."""

from __future__ import annotations

import datetime as dt

import pytest

from cfo.models import Account, Budget, Category, Invoice, InvoiceLine, Metric, Report, Transaction
from cfo.tests import cast as rows
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, ran, unlike

JANUARY = {"month": "2026-01-31"}


def budget_of(month=rows.TODAY):
    """An approved month: sales, rent and travel."""
    for name, amount in (("Sales", 1_200_000), ("Rent", -280_000), ("Travel", -10_000)):
        Budget.objects.create(
            period=month.replace(day=1), category=Category.objects.get(name=name), amount=amount,
            currency="EUR", status="approved",
        )  # fmt: skip


def invoiced():
    """Two months of invoices: the price of one item went up, the other sold less."""
    made = (
        ("R-1", dt.date(2025, 12, 5), dt.date(2026, 1, 4), None, (("Beans", 10_000, 2_000), ("Cups", 5_000, 900))),
        ("R-2", dt.date(2026, 1, 6), dt.date(2026, 2, 5), None, (("Beans", 12_000, 2_200), ("Cups", 3_000, 900))),
        ("R-3", dt.date(2026, 1, 9), dt.date(2026, 1, 23), dt.date(2026, 1, 20), (("Beans", 1_000, 2_200),)),
    )  # fmt: skip
    for number, issued, due, paid, lines in made:
        invoice = Invoice.objects.create(
            number=number, customer=f"Customer {number[-1]}", issued_on=issued, due_on=due,
            paid_on=paid, currency="EUR", total=sum(q * p // 1000 for _, q, p in lines),
        )  # fmt: skip
        for position, (item, quantity, price) in enumerate(lines, start=1):
            InvoiceLine.objects.create(
                invoice=invoice, position=position, item=item, quantity=quantity,
                unit_price=price, amount=quantity * price // 1000,
            )  # fmt: skip


def furnish():
    rows.stand_still()
    rows.ledger()
    rows.decided()
    budget_of()
    invoiced()


def otherwise(row):
    """Other amounts."""
    row.amount = row.amount * 3 + row.date.day * 700


def furnish_otherwise():
    """Another business: other categories and amounts, no budget, no invoice."""
    rows.stand_still()
    rows.ledger(months=5)
    for old, new in (("Sales", "Lamps sold"), ("Goods", "Brass"), ("Rent", "Workshop")):
        Category.objects.filter(name=old).update(name=new)
    rows.again(otherwise)


class TestReporter(AgentTests):
    module, mode = "ai_cfo", "reporting"
    payload = JANUARY
    writes = (Report,)
    edit = (Report, "narrative", "Ours now.")
    refused = {
        "/months": {"months": 30},
        "/currency": {"currency": "euros"},
        "/kinds/0": {"kinds": ["tax"]},
    }

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


@pytest.fixture
def booked(cast, db):
    with cast.scope():
        furnish()
    return cast


def report(cast, payload=None):
    return ran(cast, "ai_cfo", "reporting", {**JANUARY, **(payload or {})})


def part(run, kind):
    return next(one for one in run.output["reports"] if one["kind"] == kind)


def value(run, key):
    return book_of(run)[key].value


def test_all_four_reports_of_the_last_whole_month_are_drafted(booked):
    report(booked)
    with booked.scope():
        found = {row.kind: row for row in Report.objects.all()}
    assert set(found) == {"pnl", "cash_flow", "budget_variance", "board"}
    assert {row.period_end for row in found.values()} == {dt.date(2026, 1, 31)}
    assert all("cash basis" in row.title for row in found.values())
    assert all(row.status == "draft" for row in found.values())


def test_the_statement_adds_up_line_by_line(booked):
    run = report(booked)
    book = book_of(run)
    lines = part(run, "pnl")["lines"]
    for at in range(len(part(run, "pnl")["columns"])):
        added = [
            book[line["facts"][at]].value
            for line in lines
            if line["level"] in ("line", "note") and line["facts"][at]
        ]
        net = next(line for line in lines if line["label"] == "Net result")
        assert sum(added) == book[net["facts"][at]].value


def test_the_result_is_what_the_lines_say(booked):
    run = report(booked)
    with booked.scope():
        own = Transaction.objects.filter(date__gte="2026-01-01", transfer=None)
        net = sum(own.values_list("amount", flat=True))
    assert value(run, "pnl.eur.now.sum.net") == net


def test_cash_begins_where_the_month_before_ended_and_ends_at_the_banks_balance(booked):
    run = report(booked)
    with booked.scope():
        held = sum(Account.objects.values_list("stated_balance", flat=True))
    assert value(run, "cash.eur.now.sum.closing") == held
    assert value(run, "cash.eur.now.sum.opening") == value(run, "cash.eur.before.sum.closing")
    change = value(run, "cash.eur.now.sum.change")
    assert value(run, "cash.eur.now.sum.opening") + change == held


def test_a_line_that_the_opening_balance_holds_already_is_counted_once(booked):
    before = report(booked)
    with booked.scope():
        main = Account.objects.get(name="Main")
        early = main.opened_on - dt.timedelta(days=9)
        Transaction.objects.bulk_create([rows.line(main, early, 77_700, "Card payout")])
    after = report(booked)
    assert value(after, "cash.eur.now.sum.closing") == value(before, "cash.eur.now.sum.closing")
    shown = book_of(after)["cash.eur.now.sum.closing"].rows
    assert [part.total for part in shown if part.filters.get("opened")] == [77_700]
    with booked.scope():
        assert not any(behind(part).changed for part in shown)
    ahead = book_of(ran(booked, "ai_cfo", "forecasting", {"only_totals": True}))
    closing = value(before, "cash.eur.now.sum.closing")
    assert ahead["cash.now"].value == closing


def test_transfers_between_own_accounts_are_neither_earned_nor_spent(booked):
    run = report(booked)
    assert not any(".transfer" in fact.key for fact in book_of(run) if fact.key.startswith("pnl."))
    assert value(run, "cash.eur.now.sum.transfers") == 0


def test_a_line_that_nobody_filed_stands_in_a_row_of_its_own(booked):
    run = report(booked)
    line = next(one for one in part(run, "pnl")["lines"] if one["label"] == "Not filed yet")
    assert value(run, line["facts"][0]) == -18_900
    assert any("not filed" in said for said in part(run, "pnl")["missing"])


def test_budget_and_actual_stand_side_by_side(booked):
    run = report(booked)
    rent = next(one for one in part(run, "budget_variance")["lines"] if one["label"] == "Rent")
    assert [value(run, key) for key in rent["facts"]] == [-280_000, -280_000, 0, 0]
    travel = next(one for one in part(run, "budget_variance")["lines"] if one["label"] == "Travel")
    assert [value(run, key) for key in travel["facts"]] == [-10_000, 0, 10_000, 1]


def test_the_change_of_sales_is_price_volume_and_mix_to_the_cent(booked):
    run = report(booked)
    parts = ("price", "volume", "mix", "come_or_gone")
    total = sum(value(run, f"sold.eur.sum.{name}") for name in parts)
    assert total == value(run, "sold.eur.sum.change")
    after, before = value(run, "sold.eur.sum.after"), value(run, "sold.eur.sum.before")
    assert (after, before) == (13 * 2_200 + 3 * 900, 10 * 2_000 + 5 * 900)
    assert value(run, "sold.eur.sum.price") == 13 * 200


def test_what_customers_owe_is_told_by_days_overdue(booked):
    run = report(booked)
    assert value(run, "owed.eur.open") == 24_500 + 29_100
    assert value(run, "owed.eur.overdue") == 24_500
    assert value(run, "owed.eur.dso") == pytest.approx(53_600 * 91 / (24_500 + 31_300), abs=0.05)


def test_without_invoices_or_budget_it_says_what_is_missing(cast, db):
    with cast.scope():
        furnish_otherwise()
    run = report(cast)
    assert {one["kind"] for one in run.output["reports"]} == {"pnl", "cash_flow", "board"}
    said = " ".join(part(run, "board")["missing"])
    assert "No invoice is known" in said
    assert "No approved budget" in said


def test_every_figure_opens_rows_that_are_as_it_says(booked):
    book = book_of(report(booked))
    named = {repr(one): one for fact in book for one in fact.rows}
    assert len(named) > 20
    with booked.scope():
        assert [one for one in named.values() if behind(one).changed] == []


def test_a_final_report_stays_as_it_is(booked):
    report(booked)
    with booked.scope():
        row = Report.objects.get(kind="pnl")
        row.status = "final"
        row.save()
        Transaction.objects.filter(counterparty="City Rail").update(memo="seen")
        travel = Category.objects.get(name="Travel")
        Transaction.objects.filter(counterparty="City Rail").update(
            category=travel, filed_by="person"
        )
    report(booked)
    with booked.scope():
        kept = Report.objects.get(pk=row.pk)
    assert (kept.status, kept.figures) == ("final", row.figures)


def test_the_months_figures_are_kept_and_written_again(booked):
    report(booked)
    report(booked)
    with booked.scope():
        kept = {row.name: row for row in Metric.objects.all()}
    assert {"revenue", "gross_margin", "net_result", "cash", "days_sales_outstanding"} <= set(kept)
    assert kept["gross_margin"].unit == "fraction"


def test_an_empty_payload_reports_the_last_month_that_the_lines_cover_whole(booked):
    run = ran(booked, "ai_cfo", "reporting")
    assert part(run, "pnl")["period_end"] == "2026-01-31"


def test_a_quarter_is_compared_with_the_quarter_before(booked):
    run = report(booked, {"months": 3, "month": "2025-12-15"})
    assert part(run, "pnl")["columns"] == [
        "Oct 2025 to Dec 2025", "Jul 2025 to Sep 2025", "Change", "Oct 2024 to Dec 2024",
    ]  # fmt: skip


def test_winning_a_customer_is_paid_back_in_months(booked):
    run = report(booked, {"winning": ["Software"], "kinds": ["board"]})
    assert value(run, "winning.eur.cac") == 62_000 // 2
    assert "winning.eur.payback" in book_of(run).facts


def test_amounts_of_two_currencies_are_never_one_sum(booked):
    with booked.scope():
        account = Account.objects.create(
            name="Yen", currency="JPY", opened_on=dt.date(2025, 12, 31), opening_balance=900_000
        )
        Transaction.objects.bulk_create(
            [rows.line(account, dt.date(2026, 1, 8), 120_000, "Kissaten")]
        )
    run = report(booked)
    assert {one["currency"] for one in run.output["reports"]} == {"EUR", "JPY"}
    assert value(run, "cash.jpy.now.sum.closing") == 1_020_000
    first = [one["currency"] for one in run.output["reports"]]
    assert first[0] == "EUR"


def test_double_the_money_is_double_every_amount_and_the_same_shares(booked):
    before = report(booked)
    with booked.scope():
        rows.again(rows.times(2))
        Budget.objects.update(status="draft")
        for model, field in (
            (Account, "opening_balance"), (Budget, "amount"),
            (Invoice, "total"), (InvoiceLine, "amount"),
        ):  # fmt: skip
            for row in model.objects.all():
                model.objects.filter(pk=row.pk).update(**{field: getattr(row, field) * 2})
        Budget.objects.update(status="approved")
    after = report(booked)
    money = {fact.key: 2 for fact in book_of(before) if fact.unit == "money"}
    assert not unlike(before, after, money)


def test_one_payment_more_changes_its_category_and_the_sums_above_it(booked):
    before = report(booked)
    with booked.scope():
        account = Account.objects.get(name="Main")
        travel = Category.objects.get(name="Travel")
        Transaction.objects.bulk_create(
            [rows.line(account, dt.date(2026, 1, 9), -12_000, "Night Ferry", travel)]
        )
    after = report(booked)
    books = book_of(before), book_of(after)
    changed = {
        key: books[1][key].value - (books[0][key].value if key in books[0] else 0)
        for key in books[1].facts
        if books[1][key].unit == "money"
        and (key not in books[0] or books[0][key].value != books[1][key].value)
    }
    assert {key for key in changed if key.startswith("pnl.eur.now")} == {
        "pnl.eur.now.opex.travel", "pnl.eur.now.sum.operating_profit", "pnl.eur.now.sum.net",
    }  # fmt: skip
    assert set(changed.values()) == {-12_000}

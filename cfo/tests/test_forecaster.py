"""The forecaster from request to rows: what it expects, how it says so, and what it refuses."""

from __future__ import annotations

import datetime as dt

import pytest

from cfo.models import (
    Account,
    Category,
    Forecast,
    Headcount,
    Metric,
    Setting,
    Transaction,
)
from cfo.tests import cast as rows
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, figures_changed, ran, unlike


def furnish(**more):
    rows.stand_still()
    rows.ledger(**more)
    rows.decided()
    rows.heads()


def furnish_otherwise():
    """Quite another business: other names, a third of the months, other amounts."""
    furnish(months=16)
    Setting.objects.update(cash_floor=300_000, horizon_months=6)
    for old, new in (("Sales", "Lamps sold"), ("Goods", "Brass"), ("Rent", "Workshop"),
                     ("Software", "Drawings"), ("Salaries", "Wages"), ("Travel", "Fairs")):  # fmt: skip
        Category.objects.filter(name=old).update(name=new)
    Headcount.objects.filter(name="Buyer").update(name="Welder", cost=333_000)
    amounts(lambda row: row.amount * 3 + row.date.day * 700)


def amounts(change):
    """Write every line again with another amount; a stored line of the bank keeps its own."""
    found = list(Transaction.objects.all())
    Transaction.objects.update(transfer=None)
    Transaction.objects.all().delete()
    Transaction.objects.bulk_create(
        [
            rows.line(row.account, row.date, change(row), row.counterparty, row.category)
            for row in found
        ]
    )


class TestForecaster(AgentTests):
    module, mode = "ai_cfo", "forecasting"
    writes = (Forecast,)
    refused = {
        "/horizon": {"horizon": 40},
        "/currency": {"currency": "euros"},
        "/only_totals": {"only_totals": "perhaps"},
    }

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


def forecast(cast, payload=None):
    return ran(cast, "ai_cfo", "forecasting", payload)


def part(run, key):
    return next(one for one in run.output["series"] if one["key"] == key)


def test_each_series_has_a_row_with_its_points_and_the_reason(financed):
    run = forecast(financed)
    with financed.scope():
        found = {(row.series, str(row.category or "")): row for row in Forecast.objects.all()}
    assert {"revenue", "spend", "cash", "category"} == {series for series, _ in found}
    row = found["revenue", ""]
    assert (row.horizon, len(row.points), row.made_on) == (12, 12, rows.TODAY)
    assert row.points[0]["period"] == "2026-02-01"
    for point in row.points:
        assert (
            point["low95"] <= point["low80"] <= point["value"] <= point["high80"]
            <= point["high95"]
        )  # fmt: skip
    assert row.mase is not None
    assert row.because
    assert "{fact" not in row.because
    assert {one["method"] for one in row.candidates} >= {"naive", "seasonal_naive", "ses"}
    assert run.output["currency"] == "EUR"


def test_cash_is_opening_balances_plus_every_line(financed):
    book = book_of(forecast(financed))
    with financed.scope():
        lines = sum(Transaction.objects.values_list("amount", flat=True))
        opening = sum(Account.objects.values_list("opening_balance", flat=True))
    assert book["cash.now"].value == opening + lines


def test_every_figure_of_money_opens_rows_that_are_as_it_says(financed):
    book = book_of(forecast(financed))
    named = {repr(part): part for fact in book for part in fact.rows}
    assert len(named) > 10
    with financed.scope():
        changed = [part for part in named.values() if behind(part).changed]
    assert changed == []


def test_burn_is_the_mean_of_three_months_without_transfers(financed):
    book = book_of(forecast(financed))
    with financed.scope():
        lines = Transaction.objects.filter(date__gte="2025-11-01", transfer=None)
        out = sum(a for a in lines.values_list("amount", flat=True) if a < 0)
        net = sum(lines.values_list("amount", flat=True))
    assert book["burn.gross"].value == round(-out / 3)
    assert book["burn.flow"].value == pytest.approx(net / 3, abs=1)


def test_payroll_is_told_by_head(financed):
    run = forecast(financed, {"horizon": 6})
    payroll = run.output["payroll"]
    assert {row["name"] for row in payroll["rows"]} == {"Buyer", "Roaster"}
    assert payroll["heads"] == [1, 1, 1, 2, 2, 2] or payroll["heads"] == [1, 1, 2, 2, 2, 2]
    assert sum(payroll["by_month"]) == book_of(run)["payroll.total"].value


def test_a_horizon_is_kept_to(financed):
    assert len(part(forecast(financed, {"horizon": 3}), "revenue")["points"]) == 3


def test_without_categories_there_are_three_rows(financed):
    forecast(financed, {"only_totals": True})
    with financed.scope():
        assert Forecast.objects.count() == 3


def test_a_currency_without_lines_is_asked_about(financed):
    need = forecast(financed, {"currency": "usd"}).output["needs"][0]
    assert need["what"] == "Bank lines in USD"
    assert "EUR" in need["question"]


def test_the_months_figures_are_kept(financed):
    forecast(financed)
    with financed.scope():
        kept = {row.name: row for row in Metric.objects.all()}
    assert kept["cash"].period == dt.date(2026, 1, 1)
    assert {"cash", "burn", "gross_burn"} <= set(kept)


def test_double_the_money_is_double_every_amount_and_the_same_runway(financed):
    before = forecast(financed)
    with financed.scope():
        amounts(lambda row: row.amount * 2)
        for row in Account.objects.all():
            Account.objects.filter(pk=row.pk).update(opening_balance=row.opening_balance * 2)
        for row in Headcount.objects.all():
            Headcount.objects.filter(pk=row.pk).update(cost=row.cost * 2)
        Setting.objects.update(cash_floor=2_000_000)
    after = forecast(financed)
    factors = {
        "*.mase": 1, "*.beat_mase": 1, "*.change": 1, "*.next": 2, "*.ahead": 2, "*.past": 2,
        "cash.now": 2, "cash.floor": 2, "burn.net": 2, "burn.gross": 2, "burn.flow": 2,
        "parts.left": 2, "payroll.total": 2, "payroll.next": 2, "payroll.last": 2,
    }  # fmt: skip
    books = [book_of(run) for run in (before, after)]
    for book in books:
        for key in list(book.facts):
            if key.startswith(("cash.end", "zero.")):
                del book.facts[key]
    faults = unlike(*books, factors, relative=2e-3, slack=30)
    assert not faults, faults


def test_one_line_more_changes_its_category_spend_and_cash_and_nothing_else(financed):
    before = forecast(financed)
    with financed.scope():
        travel = Category.objects.get(name="Travel")
        software = Category.objects.get(name="Software")
        account = Account.objects.get(name="Main")
        assert not travel.transactions.exists()
        extra = rows.line(account, dt.date(2025, 12, 12), -70_000, "Cloudstead", software)
        Transaction.objects.bulk_create([extra])
    changed = figures_changed(before, forecast(financed))
    touched = ("cash.", "burn.", "runway.", "zero.", "spend.", "parts.", "category.software.")
    assert changed
    assert {key for key in changed if not key.startswith(touched)} == set()
    assert changed["cash.now"].after.value == changed["cash.now"].before.value - 70_000
    past = changed["category.software.past"]
    assert past.after.value == past.before.value + 70_000


def bad_ledger(cast, months):
    with cast.scope():
        rows.stand_still()
        rows.ledger(months=months)


@pytest.mark.parametrize("months", [1, 2, 5])
def test_few_months_are_said_to_be_few(cast, db, months):
    bad_ledger(cast, months)
    run = forecast(cast)
    revenue = part(run, "revenue")
    assert revenue["points"] == []
    assert "Import earlier statements" in revenue["refused"]
    assert bool(part(run, "cash")["points"]) == (months >= 3)


def test_a_month_without_any_line_is_named(cast, db):
    bad_ledger(cast, 24)
    with cast.scope():
        gone = Transaction.objects.filter(date__year=2025, date__month=3)
        gone.update(transfer=None)
        gone.delete()
    run = forecast(cast)
    assert part(run, "revenue")["points"] == []
    assert book_of(run)["revenue.gap"].value == dt.date(2025, 3, 1)
    assert run.output["questions"][0]["what"].startswith("Statements of months")


def test_a_series_that_stopped_a_year_ago_is_not_continued(cast, db):
    bad_ledger(cast, 24)
    with cast.scope():
        Transaction.objects.filter(category__name="Software", date__gte="2025-01-01").delete()
    software = part(forecast(cast), "category.software")
    assert software["points"] == []
    assert "says nothing now" in software["refused"]


def test_a_lone_line_is_answered_without_a_trace(cast, db):
    with cast.scope():
        rows.stand_still()
        account = Account.objects.create(
            name="Main", currency="EUR", opened_on=dt.date(2025, 12, 31), opening_balance=10_000
        )
        Transaction.objects.bulk_create([rows.line(account, dt.date(2026, 1, 30), 500, "Shop")])
    needs = forecast(cast).output["needs"]
    assert needs[0]["what"] == "A whole month of bank lines"


def test_bands_are_held_against_months_that_are_known(financed):
    run = forecast(financed)
    book = book_of(run)
    for key in ("revenue", "spend", "cash"):
        assert book[f"{key}.held"].value == 6
        assert 0 <= book[f"{key}.inside"].value <= 6
        assert f"{{fact:{key}.inside}} lay within its band" in part(run, key)["because"]


def test_the_scenario_of_the_settings_is_the_one_that_is_told(financed):
    base = book_of(forecast(financed))["cash.end"].value
    with financed.scope():
        Setting.objects.update(forecast_scenario="low")
    run = forecast(financed)
    book = book_of(run)
    assert book["cash.end"].label == "Cash at the end, low scenario"
    assert book["cash.end"].value < base == book["cash.end.base"].value
    assert part(run, "cash")["points"][-1]["value"] == book["cash.end"].value
    assert any("low scenario" in line for line in run.output["defaults"])


@pytest.mark.parametrize("currency", ["JPY", "KWD"])
def test_money_without_cents_and_with_thousandths_is_forecast_whole(cast, db, currency):
    with cast.scope():
        rows.stand_still()
        rows.ledger(currency=currency)
    run = forecast(cast)
    assert run.output["currency"] == currency
    assert all(type(point["value"]) is int for point in part(run, "cash")["points"])
    with cast.scope():
        lines = sum(Transaction.objects.values_list("amount", flat=True))
    assert book_of(run)["cash.now"].value == 6_000_000 + lines


def in_dollars(months=12):
    """A second account in another currency, with a sale each month."""
    account = Account.objects.create(
        name="Dollars", currency="USD", opened_on=dt.date(2024, 12, 31), opening_balance=700_000
    )
    sales = Category.objects.get(name="Sales")
    Transaction.objects.bulk_create(
        [
            rows.line(account, rows.month(back).replace(day=28), 90_000 + back, "Shop US", sales)
            for back in range(months)
        ]
    )


def test_currencies_are_never_added_up(financed):
    before = forecast(financed)
    with financed.scope():
        in_dollars()
    after = forecast(financed)
    assert figures_changed(before, after) == {}
    assert any("USD" in line for line in after.output["defaults"])
    dollars = book_of(forecast(financed, {"currency": "USD"}))
    assert dollars["cash.now"].value == 700_000 + sum(90_000 + back for back in range(12))
    assert {fact.currency for fact in dollars if fact.unit == "money"} == {"USD"}


def test_a_year_of_zeros_goes_on_as_zeros(cast, db):
    with cast.scope():
        rows.stand_still()
        rows.ledger(months=12)
        amounts(lambda row: 0)
    run = forecast(cast)
    assert {point["value"] for point in part(run, "revenue")["points"]} == {0}
    assert "the same" in part(run, "revenue")["because"]
    assert {point["low95"] for point in part(run, "cash")["points"]} == {6_000_000}
    assert run.output["findings"] == []
    assert "as much came in as went out" in run.output["summary"]
    assert "runway.months" not in book_of(run)


def test_amounts_of_fifteen_digits_are_forecast_within_reason(cast, db):
    with cast.scope():
        rows.stand_still()
        rows.ledger(months=12)
        amounts(lambda row: row.amount * 10**8)
    points = part(forecast(cast), "revenue")["points"]
    assert all(abs(point["high95"]) < 10**16 for point in points)


@pytest.mark.parametrize("horizon", [1, 36])
def test_the_nearest_and_the_furthest_horizon_are_answered(financed, horizon):
    run = forecast(financed, {"horizon": horizon, "only_totals": True})
    assert {len(one["points"]) for one in run.output["series"]} == {horizon}
    assert book_of(run)["zero.months"].value == max(horizon, 24)


def test_months_that_have_gone_by_without_a_statement_are_said(financed):
    with financed.scope():
        rows.stand_still(dt.date(2026, 4, 20))
    run = forecast(financed)
    book = book_of(run)
    assert book["base.through"].value == rows.TODAY
    assert part(run, "revenue")["points"][0]["period"] == "2026-02-01"
    asked = [question["what"] for question in run.output["questions"]]
    assert "Statements since {fact:base.through}" in asked

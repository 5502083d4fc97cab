"""What the database holds of the finance tables, whoever writes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from cfo.models import (
    Account,
    Budget,
    Category,
    CategoryRule,
    Forecast,
    Headcount,
    Invoice,
    Metric,
    Report,
    Setting,
    Transaction,
)
from cfo.tests import nouns

DAY = dt.date(2026, 1, 30)


@pytest.fixture(autouse=True)
def opened(cast, db):
    with cast.scope():
        yield


def refused(name):
    """The database refuses what happens inside, by the constraint of that name."""
    return pytest.raises(IntegrityError, match=f'"{name}"|' + WORDS.get(name, "no other words"))


WORDS = {
    "cfo_transactions_bank": "a line from the bank keeps",
    "cfo_transactions_transfer": "a transfer",
    "cfo_reports_final": "a final report stays",
    "cfo_budgets_approved_stays": "an approved budget stays",
}


def halves():
    out = nouns.transaction(1, amount=-500)
    into = nouns.transaction(2, amount=500, account=nouns.account(2))
    return out, into


def pair(one, other):
    Transaction.objects.filter(pk=one.pk).update(transfer=other)


def test_a_line_is_in_the_currency_of_its_account():
    line = nouns.transaction(source="hand")
    with refused("cfo_transactions_currency"), transaction.atomic():
        Transaction.objects.filter(pk=line.pk).update(currency="USD")


def test_an_account_with_lines_keeps_its_currency():
    line = nouns.transaction()
    with refused("cfo_transactions_currency"), transaction.atomic():
        Account.objects.filter(pk=line.account_id).update(currency="USD")
    empty = nouns.account(3)
    Account.objects.filter(pk=empty.pk).update(currency="USD")


@pytest.mark.parametrize(
    "change", [{"amount": -1}, {"date": DAY}, {"counterparty": "Else"}, {"source": "hand"}]
)
def test_what_the_bank_wrote_stays(change):
    line = nouns.transaction(5, source="statement")
    with refused("cfo_transactions_bank"), transaction.atomic():
        Transaction.objects.filter(pk=line.pk).update(**change)


def test_a_line_typed_by_hand_can_change_and_become_the_banks():
    line = nouns.transaction(5)
    Transaction.objects.filter(pk=line.pk).update(amount=-1, counterparty="Else")
    Transaction.objects.filter(pk=line.pk).update(source="statement")


def test_a_line_stands_once():
    line = nouns.transaction()
    line.pk = None
    with refused("cfo_transactions_once"), transaction.atomic():
        line.save(force_insert=True)


def test_a_line_with_a_category_says_who_filed_it():
    line, filed = nouns.transaction(), nouns.category()
    with refused("cfo_transactions_filed"), transaction.atomic():
        Transaction.objects.filter(pk=line.pk).update(category=filed)
    Transaction.objects.filter(pk=line.pk).update(category=filed, filed_by="person")


def test_a_line_that_loses_its_category_was_filed_by_nobody():
    rule = nouns.rule()
    line = nouns.transaction(category=rule.category, rule=rule, filed_by="rule")
    rule.category.delete()
    line.refresh_from_db()
    assert (line.category_id, line.rule_id, line.filed_by) == (None, None, "none")


def test_the_halves_of_a_transfer_are_two_accounts_and_two_directions():
    out, into = halves()
    same = nouns.transaction(3, amount=500)
    also_out = nouns.transaction(4, amount=-500, account=into.account)
    for one, other in ((same, out), (also_out, out), (same, same)):
        with refused("cfo_transactions_transfer"), transaction.atomic():
            pair(one, other)
    pair(out, into)
    pair(into, out)


def test_a_line_is_half_of_one_transfer():
    out, into = halves()
    pair(out, into)
    third = nouns.transaction(6, amount=-500)
    with refused("cfo_transactions_transfer_once"), transaction.atomic():
        pair(third, into)


def test_an_account_with_lines_is_not_deleted():
    line = nouns.transaction()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cfo_accounts WHERE id = %s", [line.account_id])


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("cfo_accounts_stated", {"stated_balance": 5}),
        ("cfo_accounts_days", {"stated_balance": 5, "stated_on": dt.date(2020, 1, 1)}),
        ("cfo_accounts_ending", {"number_ending": "12-4"}),
        ("cfo_accounts_currency", {"currency": "eur"}),
    ],
)
def test_an_account_is_whole(name, change):
    with refused(name), transaction.atomic():
        nouns.account(**change)


def test_two_accounts_are_not_the_same_account_of_the_bank():
    nouns.account(1, external_key="4711")
    nouns.account(2)
    nouns.account(3)
    with refused("cfo_accounts_external"), transaction.atomic():
        nouns.account(4, external_key="4711")


def test_a_rule_looks_for_something_and_stands_once():
    rule = nouns.rule()
    with refused("cfo_category_rules_pattern"), transaction.atomic():
        CategoryRule.objects.create(pattern="  ", category=rule.category)
    with refused("cfo_category_rules_once"), transaction.atomic():
        CategoryRule.objects.create(pattern=rule.pattern, category=rule.category, position=9)


def test_a_budget_is_of_a_whole_month_and_one_version_of_it_is_approved():
    filed = nouns.category(7)
    nouns.budget(1, category=filed, status="approved")
    nouns.budget(2, category=filed, version=2)
    with refused("cfo_budgets_approved"), transaction.atomic():
        Budget.objects.filter(version=2).update(status="approved")
    with refused("cfo_budgets_period"), transaction.atomic():
        nouns.budget(3, category=filed, period=DAY)
    with refused("cfo_budgets_once"), transaction.atomic():
        nouns.budget(4, category=filed)
    nouns.budget(5, category=filed, scenario="low", status="approved")


def test_an_approved_budget_stays_while_it_is_approved():
    row = nouns.budget(status="approved")
    for change in ({"amount": -1}, {"version": 2}, {"status": "draft", "amount": -1}):
        with refused("cfo_budgets_approved_stays"), transaction.atomic():
            Budget.objects.filter(pk=row.pk).update(**change)
    with refused("cfo_budgets_approved_stays"), transaction.atomic():
        row.delete()
    Budget.objects.filter(pk=row.pk).update(status="draft")
    Budget.objects.filter(pk=row.pk).update(amount=-1)


def test_a_series_is_forecast_once_a_day_and_a_categorys_names_it():
    nouns.forecast()
    with refused("cfo_forecasts_once"), transaction.atomic():
        nouns.forecast()
    with refused("cfo_forecasts_of_category"), transaction.atomic():
        nouns.forecast(2, category=nouns.category())
    with refused("cfo_forecasts_of_category"), transaction.atomic():
        nouns.forecast(3, series="category")
    assert Forecast.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Better"},
        {"figures": [{"key": "profit"}]},
        {"body": [{"label": "Sales"}]},
        {"narrative": "Other words"},
        {"period_end": dt.date(2027, 1, 1)},
        {"status": "draft", "title": "Better"},
    ],
)
def test_a_final_report_stays_as_it_is(change):
    row = nouns.report(status="final")
    with refused("cfo_reports_final"), transaction.atomic():
        Report.objects.filter(pk=row.pk).update(**change)


def test_a_final_report_is_deleted_only_after_it_was_reopened():
    row = nouns.report(status="final")
    with refused("cfo_reports_final"), transaction.atomic():
        row.delete()
    Report.objects.filter(pk=row.pk).update(status="draft")
    Report.objects.filter(pk=row.pk).update(title="Better")
    Report.objects.get(pk=row.pk).delete()


def test_money_that_is_kept_has_a_currency():
    Metric.objects.create(name="dso", period=DAY, value=31, unit="days")
    with refused("cfo_metrics_currency"), transaction.atomic():
        nouns.metric(currency="")


def test_a_workspace_has_one_row_of_settings():
    nouns.setting()
    with refused("cfo_settings_one"), transaction.atomic():
        Setting.objects.create(currency="EUR")
    with refused("cfo_settings_horizon"), transaction.atomic():
        Setting.objects.update(horizon_months=0)


def test_an_invoice_is_due_after_it_was_issued_and_its_number_is_the_customers():
    nouns.invoice()
    nouns.invoice(customer="Another")
    with refused("cfo_invoices_number"), transaction.atomic():
        nouns.invoice()
    with refused("cfo_invoices_due"), transaction.atomic():
        Invoice.objects.update(due_on=dt.date(2020, 1, 1))


def test_a_position_ends_after_it_begins_in_whole_months():
    nouns.head()
    for name, change in (
        ("cfo_headcount_months", {"end_month": dt.date(2025, 1, 1)}),
        ("cfo_headcount_end", {"end_month": dt.date(2026, 1, 15)}),
        ("cfo_headcount_cost", {"cost": -1}),
    ):
        with refused(name), transaction.atomic():
            Headcount.objects.update(**change)


def test_a_category_has_a_kind_of_the_statements():
    with refused("cfo_categories_kind"), transaction.atomic():
        Category.objects.create(name="Luck", kind="luck")

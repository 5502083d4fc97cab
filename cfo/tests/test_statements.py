"""Statements from CSV and OFX: every line once, none left out, balances that agree."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cfo.ledger.filing import file_lines
from cfo.models import Account, Category, CategoryRule, Transaction
from kernel.errors import KernelError
from kernel.resources.imports import kind_for, later_work, preview, run_import, undo
from kernel.resources.imports.undoing import worked_on_since

HERE = Path(__file__).parent / "statements"
MAIN = {"fixed:account": "Main"}
CSV = """Date,Payee,Description,Amount,Balance
2026-01-28,Paylane payout,PO-260128,3450.75,10000.00
2026-01-30,Corner Bakery,,-4.50,9995.50
2026-01-30,Corner Bakery,,-4.50,9991.00
2026-01-30,Kontor Property,Rent January,-1200.00,8791.00
"""


@pytest.fixture(autouse=True)
def inside(cast, db):
    """Alder's Main workspace, with nothing in it."""
    with cast.scope():
        yield


def taken(content, **more):
    content = content.encode() if isinstance(content, str) else content
    return run_import(kind_for("cfo/statements"), content, **{"name": "statement.csv", **more})


def looked_at(content, **more):
    content = content.encode() if isinstance(content, str) else content
    return preview(kind_for("cfo/statements"), content, **{"name": "statement.csv", **more})


def lines():
    found = Transaction.objects.order_by("date", "occurrence", "amount")
    return [(str(row.date)[5:], row.amount, row.counterparty) for row in found]


def account(name="Main", currency="EUR", **values):
    opened = values.pop("opened_on", dt.date(2025, 12, 31))
    return Account.objects.create(name=name, currency=currency, opened_on=opened, **values)


def test_the_account_is_asked_for_and_nothing_is_stored_before():
    account("Reserve")
    found = looked_at(CSV)
    [question] = found.questions
    assert question.option == "fixed:account"
    assert question.answers == (("Reserve", "Reserve"),)
    assert (found.total, found.refused) == (4, 0)
    with pytest.raises(KernelError, match="does not say its account"):
        taken(CSV)
    assert not Transaction.objects.exists()


def test_a_statement_makes_its_account_with_the_balances_that_it_states():
    batch = taken(CSV, options=MAIN)
    assert (batch.rows_new, batch.rows_same) == (4, 0)
    main = Account.objects.get()
    assert (main.name, main.currency, main.opened_on) == ("Main", "EUR", dt.date(2026, 1, 27))
    assert (main.opening_balance, main.stated_balance) == (654_925, 879_100)
    assert main.stated_on == dt.date(2026, 1, 30)
    total = sum(Transaction.objects.values_list("amount", flat=True))
    assert main.opening_balance + total == main.stated_balance
    assert lines() == [
        ("01-28", 345_075, "Paylane payout"),
        ("01-30", -120_000, "Kontor Property"),
        ("01-30", -450, "Corner Bakery"),
        ("01-30", -450, "Corner Bakery"),
    ]


def test_the_same_file_twice_stores_nothing_twice():
    taken(CSV, options=MAIN)
    again = taken(CSV, options=MAIN)
    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 0, 4)
    assert Transaction.objects.count() == 4
    [total] = again.totals
    assert total["file"] == total["stored"] == 224_175


def test_overlapping_files_meet_without_a_gap_or_a_double():
    head, *rows = CSV.splitlines()
    first = "\n".join([head, *rows[:2]])
    second = "\n".join([head, *rows[1:]])
    taken(first, options=MAIN)
    batch = taken(second, options=MAIN)
    assert (batch.rows_new, batch.rows_same) == (2, 1)
    assert Transaction.objects.count() == 4


def test_a_bank_that_repeats_its_ids_loses_no_line():
    content = (HERE / "two-accounts-1.qfx").read_bytes()
    batch = taken(content, name="a.qfx")
    assert (batch.rows_new, batch.rows_total) == (4, 4)
    again = taken(content, name="a.qfx")
    assert (again.rows_new, again.rows_same) == (0, 4)


def test_ofx_makes_accounts_with_balances_and_keeps_no_number():
    taken((HERE / "two-accounts-1.qfx").read_bytes(), name="a.qfx")
    found = {row.number_ending: row for row in Account.objects.all()}
    assert {k: (r.name, r.kind, r.currency) for k, r in found.items()} == {
        "3000": ("Current …3000", "current", "EUR"),
        "3999": ("Savings …3999", "savings", "EUR"),
    }
    main = found["3000"]
    assert (main.opening_balance, main.stated_balance) == (1_000_000, 1_175_075)
    assert "0532013000" not in str(list(Account.objects.values()))


def test_a_bank_that_changes_its_words_for_a_line_is_noticed():
    head = "Date,Payee,Amount,Transaction ID\n"
    taken(f"{head}2026-01-29,X,1.00,a\n2026-01-30,POS 4711 BAKERY,-4.50,b\n", options=MAIN)
    found = looked_at(f"{head}2026-01-29,X,1.00,a\n2026-01-30,Bakery,-4.50,b\n", options=MAIN)
    assert found.new == 1
    assert any("has changed its words" in caution for caution in found.cautions)


def test_an_account_that_was_named_by_hand_is_known_by_the_end_of_its_number():
    named = account("House bank", number_ending="3000")
    taken((HERE / "two-accounts-1.qfx").read_bytes(), name="a.qfx")
    assert Transaction.objects.filter(account=named).count() == 3
    named.refresh_from_db()
    assert (named.stated_on, named.stated_balance) == (dt.date(2026, 1, 31), 1_175_075)


def test_both_versions_of_ofx_are_exact():
    taken((HERE / "checking-1.ofx").read_bytes(), name="a.ofx")
    taken((HERE / "card-2.ofx").read_bytes(), name="b.ofx")
    found = Transaction.objects.order_by("date", "amount")
    assert [(r.currency, r.amount, r.counterparty, r.bank_id) for r in found] == [
        ("USD", -20_000, "Cheque 1000", "00002"),
        ("USD", -30_000, "Cash machine", "00003"),
        ("EUR", -4_900, "Linden & Söhne", "2026011201"),
        ("EUR", -1_250, "City Parking", "2026011202"),
        ("EUR", 6_150, "Settlement", "2026013001"),
    ]


def test_debit_and_credit_columns_are_one_signed_amount():
    taken(
        "Buchungstag;Empfänger;Soll;Haben\n28.01.2026;Paylane;;3.450,75\n"
        "30.01.2026;Kontor;1.200,00;\n30.01.2026;Wasser;-12,30;\n",
        options=MAIN,
    )
    assert [amount for _, amount, _ in lines()] == [345_075, -120_000, -1_230]


def test_a_row_with_a_debit_and_a_credit_is_refused():
    with pytest.raises(KernelError) as refusal:
        taken("Date,Payee,Debit,Credit\n2026-01-30,A,5.00,6.00\n", options=MAIN)
    assert "both a debit and a credit" in refusal.value.errors[0]["detail"]


def test_a_column_that_says_debit_or_credit_gives_the_sign():
    taken("Date,Payee,Amount,D/C\n", options={**MAIN}, mapping={"direction": "D/C"})
    taken(
        "Date,Payee,Amount,S/H\n2026-01-29,A,5.00,S\n2026-01-30,B,6.00,H\n",
        options=MAIN,
    )
    assert [amount for _, amount, _ in lines()] == [-500, 600]


def test_a_file_without_any_amount_says_which_column_it_needs():
    found = looked_at("Date,Payee\n2026-01-30,A\n", options=MAIN)
    assert [column.name for column in found.missing] == ["amount"]


def test_an_impossible_day_is_refused_with_its_line():
    with pytest.raises(KernelError) as refusal:
        taken("Date,Payee,Amount\n2026-02-30,A,5.00\n2026-01-30,B,6.00\n", options=MAIN)
    [error] = refusal.value.errors
    assert error["detail"] == "Line 2: Date: “2026-02-30” is no day."
    assert not Transaction.objects.exists()


@pytest.mark.parametrize(
    ("day", "amount", "said"),
    [
        ("0001-01-01", "5.00", "Choose a year from 1900"),
        ("9999-12-31", "5.00", "Choose a year from 1900"),
        ("1969-12-31", "5.00", "outside of 1970"),
        ("2101-01-01", "5.00", "outside of 1970"),
        ("2026-01-30", "99999999999999.00", "larger than any account"),
        ("2026-01-30", "NaN", "is no number"),
        ("2026-01-30", "1e9", "is no number"),
        ("30.02.2026", "5.00", "is no day"),
        ("", "5.00", "Date is empty"),
        ("2026-01-30", "", "Amount is empty"),
    ],
)
def test_what_no_bank_writes_is_refused_in_words(day, amount, said):
    with pytest.raises(KernelError) as refusal:
        taken(f"Date,Payee,Amount\n{day},A,{amount}\n", options=MAIN)
    assert said in refusal.value.errors[0]["detail"]


def test_a_rule_that_nobody_may_use_files_nothing_and_breaks_nothing():
    rent = Category.objects.create(name="Rent", kind="opex")
    CategoryRule.objects.create(pattern="(a+)+b", match="regex", category=rent)
    assert taken(CSV, options=MAIN).rows_new == 4


def test_a_file_that_ends_within_a_row_is_refused():
    with pytest.raises(KernelError, match=r"cut off|cannot be taken"):
        taken(CSV[:-9], options=MAIN)
    assert not Transaction.objects.exists()


def test_a_line_in_another_currency_than_its_account_is_refused():
    account("Main", "USD")
    with pytest.raises(KernelError) as refusal:
        taken("Date,Payee,Amount,Currency\n2026-01-30,A,5.00,EUR\n", options=MAIN)
    assert "kept in USD" in refusal.value.errors[0]["detail"]


@pytest.mark.parametrize(("currency", "amount", "minor"), [
    ("JPY", "1200", 1200), ("KWD", "1.250", 1250), ("USD", "12.5", 1250),
])  # fmt: skip
def test_amounts_are_in_the_smallest_unit_of_their_account(currency, amount, minor):
    account("Main", currency)
    taken(
        f"Date,Payee,Amount\n2026-01-30,A,{amount}\n",
        options={**MAIN, "decimal_mark": "."},
    )
    row = Transaction.objects.get()
    assert (row.amount, row.currency) == (minor, currency)


def test_an_amount_that_its_currency_cannot_hold_is_refused_and_never_rounded():
    account("Main", "JPY")
    with pytest.raises(KernelError) as refusal:
        taken("Date,Payee,Amount\n2026-01-30,A,4.50\n", options=MAIN)
    assert "more decimals than JPY has" in refusal.value.errors[0]["detail"]


def test_rules_file_lines_as_they_come_in():
    rent = Category.objects.create(name="Rent", kind="opex")
    rule = CategoryRule.objects.create(pattern="kontor", sign="out", category=rent)
    Category.objects.create(name="Old", kind="opex", archived=True)
    taken(CSV, options=MAIN)
    filed = Transaction.objects.get(counterparty="Kontor Property")
    assert (filed.category, filed.rule, filed.filed_by) == (rent, rule, "rule")
    assert Transaction.objects.filter(filed_by="none", category=None).count() == 3


def test_what_people_did_with_a_line_outlives_the_file_that_comes_again():
    taken(CSV, options=MAIN)
    row = Transaction.objects.get(counterparty="Kontor Property")
    row.category = Category.objects.create(name="Rent", kind="opex")
    row.filed_by, row.memo = "person", "January"
    row.save()
    taken(CSV, options=MAIN)
    row.refresh_from_db()
    assert (row.category.name, row.memo, Transaction.objects.count()) == ("Rent", "January", 4)


def test_an_import_that_is_taken_back_leaves_no_line_and_no_account():
    batch = taken(CSV, options=MAIN)
    undo(batch.pk)
    assert not Transaction.objects.exists()
    assert not Account.objects.exists()


def test_a_filed_line_goes_with_its_import_and_an_edited_one_stands_in_the_way():
    batch = taken(CSV, options=MAIN)
    rent = Category.objects.create(name="Rent", kind="opex")
    row = Transaction.objects.get(counterparty="Kontor Property")
    file_lines(lines=[row.pk], category=rent.pk, by="person")
    assert (later_work(batch), worked_on_since(batch)) == ([], 1)
    Transaction.objects.filter(pk=row.pk).update(memo="January, as agreed")
    assert len(later_work(batch)) == 1
    Transaction.objects.filter(pk=row.pk).update(memo=row.memo)
    undo(batch.pk)
    assert not Transaction.objects.exists()


def test_a_running_balance_with_a_hole_in_it_is_said():
    broken = CSV.replace("2026-01-30,Corner Bakery,,-4.50,9991.00\n", "")
    [caution, _] = looked_at(broken, options=MAIN).cautions
    assert "€4.50" in caution
    assert "Lines are missing" in caution


def test_lines_that_are_missing_between_the_days_of_a_file_are_a_difference_of_the_account():
    lacking = CSV.replace("2026-01-28", "2026-01-27").replace(
        "2026-01-30,Corner Bakery,,-4.50,9995.50\n2026-01-30,Corner Bakery,,-4.50,9991.00\n",
        "2026-01-29,Corner Bakery,,-4.50,9991.00\n",
    )
    [caution] = looked_at(lacking, options=MAIN).cautions
    assert "€4.50" in caution
    assert "Lines are missing" in caution
    taken(lacking, options=MAIN)
    main = Account.objects.get()
    assert (main.opening_balance, main.stated_balance) == (654_925, 879_100)
    assert main.opening_balance + sum(row[1] for row in lines()) - main.stated_balance == 450


def test_a_file_with_the_newest_line_first_states_the_same_balances():
    head, *rows = CSV.splitlines()
    taken("\n".join([head, *reversed(rows)]), options=MAIN)
    main = Account.objects.get()
    assert (main.opening_balance, main.stated_balance) == (654_925, 879_100)


def test_an_older_statement_leaves_the_newer_balance_of_the_bank():
    account(stated_on=dt.date(2026, 2, 28), stated_balance=1)
    taken(CSV, options=MAIN)
    assert Account.objects.get().stated_balance == 1


def test_lines_before_the_opening_balance_are_stored_and_said():
    account(opened_on=dt.date(2026, 1, 29))
    found = looked_at(CSV, options=MAIN)
    assert any("opening balance already" in caution for caution in found.cautions)
    assert taken(CSV, options=MAIN).rows_new == 4


def test_long_words_of_a_bank_are_cut_and_never_refused():
    taken(f"Date,Payee,Amount\n2026-01-30,{'x' * 900},5.00\n", options=MAIN)
    assert len(Transaction.objects.get().counterparty) == 200


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_found_out(encoding):
    taken("Datum;Empfänger;Betrag\n30.01.2026;Müller;-5,00\n".encode(encoding), options=MAIN)
    assert lines() == [("01-30", -500, "Müller")]


def test_a_bank_in_japan_is_read_as_it_comes():
    content = "日付,摘要,出金,入金,残高\n2026/01/05,家賃,180000,,2820000\n2026/01/07,売上,,250000,3070000\n"
    taken(content.encode("cp932"), options={**MAIN, "currency": "JPY"})
    assert lines() == [("01-05", -180_000, "家賃"), ("01-07", 250_000, "売上")]
    main = Account.objects.get()
    assert (main.currency, main.opening_balance, main.stated_balance) == (
        "JPY",
        3_000_000,
        3_070_000,
    )


def test_lines_by_webhook_are_the_same_lines():
    taken(CSV, options=MAIN)
    rows = [
        {"account": "Main", "date": "2026-01-30", "amount": -120_000,
         "counterparty": "Kontor Property"},
        {"account": "Main", "date": "2026-01-31", "amount": 500, "counterparty": "Refund"},
    ]  # fmt: skip
    batch = run_import(kind_for("cfo/statements"), rows, door="webhook")
    assert (batch.rows_new, batch.rows_same) == (1, 1)
    assert Transaction.objects.get(amount=500).source == "webhook"


def test_the_next_file_of_the_bank_is_asked_for_its_account_again():
    taken(CSV, options=MAIN)
    assert [one.option for one in looked_at(CSV).questions] == ["fixed:account"]


def test_the_sample_is_a_statement_that_can_be_taken():
    kind = kind_for("cfo/statements")
    names = [column.name for column in kind.bound]
    head = ",".join(column.heading for column in kind.bound)
    rows = [",".join(row.get(name, "") for name in names) for row in kind.sample_rows()]
    assert taken("\n".join([head, *rows])).rows_new == 4

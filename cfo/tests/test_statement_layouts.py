"""Exports of bookkeeping and payment products, as people download them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cfo.models import Account, Transaction
from kernel.resources.imports import kind_for, preview, run_import

SAMPLES = Path(__file__).parents[1] / "imports" / "samples"
BOTH = {"quickbooks.csv": {"day_order": "month-first"}, "xero.csv": {}, "stripe.csv": {}}


@pytest.fixture(autouse=True)
def inside(cast, db):
    """Alder's Main workspace, with nothing in it."""
    with cast.scope():
        yield


def taken(name):
    content = (SAMPLES / name).read_bytes()
    return run_import(kind_for("cfo/statements"), content, name=name, options=BOTH[name])


def lines():
    found = Transaction.objects.order_by("date", "account__name", "amount", "occurrence")
    return [(str(r.date)[5:], str(r.account), r.amount, r.counterparty) for r in found]


def test_quickbooks_accounts_stand_over_their_rows():
    batch = taken("quickbooks.csv")
    assert batch.recognised == "QuickBooks, transaction detail by account"
    assert lines() == [
        ("01-05", "Checking", -120_000, "Kontor Property"),
        ("01-07", "Checking", 345_075, "Paylane"),
        ("01-20", "Checking", -50_000, "To savings"),
        ("01-20", "Savings", 50_000, "From checking"),
    ]
    found = {a.name: (a.opening_balance, a.stated_balance) for a in Account.objects.all()}
    assert found == {"Checking": (1_000_000, 1_175_075), "Savings": (500_000, 550_000)}


def test_xero_debits_of_a_bank_account_are_money_in():
    batch = taken("xero.csv")
    assert batch.recognised == "Xero, account transactions"
    assert lines() == [
        ("01-05", "Business Account", -120_000, "Kontor Property"),
        ("01-07", "Business Account", -450, "Corner Bakery"),
        ("01-07", "Business Account", -450, "Corner Bakery"),
        ("01-07", "Business Account", 345_075, "Paylane"),
    ]
    account = Account.objects.get()
    assert (account.opening_balance, account.stated_balance) == (1_000_000, 1_224_175)
    assert account.opened_on == dt.date(2026, 1, 4)


def test_stripe_lines_are_net_and_of_an_account_of_their_own():
    batch = taken("stripe.csv")
    assert batch.recognised == "Stripe, balance transactions"
    assert lines() == [
        ("01-05", "Stripe", 4_733, "charge"),
        ("01-05", "Stripe", 4_733, "charge"),
        ("01-06", "Stripe", -4_900, "refund"),
        ("01-07", "Stripe", -4_566, "payout"),
    ]
    assert Account.objects.get().kind == "processor"


@pytest.mark.parametrize("name", sorted(BOTH))
def test_every_export_may_come_twice(name):
    first = taken(name)
    again = taken(name)
    assert (again.rows_new, again.rows_same) == (0, first.rows_new)


def test_what_is_no_line_is_named_and_left_out():
    content = (SAMPLES / "quickbooks.csv").read_bytes()
    found = preview(kind_for("cfo/statements"), content, options=BOTH["quickbooks.csv"])
    assert found.refused == 0
    [left] = [note for note in found.notes if note.startswith("Left out")]
    assert "2 rows of sums" in left
    assert "2 opening balances" in left


def test_a_plain_statement_is_none_of_these():
    found = preview(kind_for("cfo/statements"), b"Date,Payee,Amount\n2026-01-30,A,5.00\n")
    assert found.recognised is None

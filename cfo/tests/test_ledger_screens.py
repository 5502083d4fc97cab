"""The screens Transactions and Accounts, and what is decided there."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from cfo.analysis import reconciled
from cfo.ledger.balances import balances
from cfo.ledger.filing import file_lines
from cfo.models import Account, Category, CategoryRule, Transaction
from cfo.selectors import ledger
from cfo.tests import cast as rows
from cfo.tests.nouns import transaction
from kernel.errors import ConflictError
from kernel.tenancy import clock

HOME = "/cfo/transactions/"


@pytest.fixture
def alice(financed):
    client = Client()
    client.force_login(financed.alice)
    return client


def text_of(client, url):
    page = client.get(url)
    assert page.status_code == 200, page.content
    return " ".join(page.content.decode().split())


def test_what_waits_stands_first_with_what_it_could_be(alice, financed):
    with financed.scope():
        main = Account.objects.get(name="Main")
        late = rows.line(main, dt.date(2026, 1, 30), -62_000, "Cloudstead Hosting")
        late.save()
    text = text_of(alice, HOME)
    assert "2 lines wait for a category" in text
    assert "Cloudstead Hosting" in text
    assert "24 of 24 earlier lines" in text
    assert "no earlier line" in text  # City Rail


def test_filters_ask_for_the_list_alone(alice):
    assert "To categorise" not in text_of(alice, f"{HOME}?kind=none")


def test_a_payees_lines_are_filed_together_and_a_rule_files_the_next(alice, financed):
    with financed.scope():
        main = Account.objects.get(name="Main")
        for day in (10, 11):
            rows.line(main, dt.date(2026, 1, day), -5_000, "City Rail 77").save()
        travel = Category.objects.get(name="Travel")
        payee = {"payee": "city rail", "sign": "out", "pattern": "city rail", "rule": "1"}
    page = alice.post(f"{HOME}bulk/", {**payee, "category": str(travel.pk)}, follow=True)
    assert "3 lines filed under Travel. The rule “city rail” was made." in page.content.decode()
    with financed.scope():
        assert Transaction.objects.filter(category=travel, filed_by="person").count() == 3
        rule = CategoryRule.objects.get(pattern="city rail")
        assert (rule.category, rule.sign) == (travel, "out")


def test_ticked_lines_are_filed_and_taken_back(alice, financed):
    with financed.scope():
        row = Transaction.objects.get(counterparty="City Rail")
        travel = Category.objects.get(name="Travel")
    alice.post(f"{HOME}bulk/", {"id": str(row.pk), "category": str(travel.pk)})
    with financed.scope():
        row.refresh_from_db()
        assert (row.category_id, row.filed_by) == (travel.pk, "person")
    alice.post(f"{HOME}bulk/", {"id": str(row.pk), "category": "none"})
    with financed.scope():
        row.refresh_from_db()
        assert (row.category_id, row.filed_by) == (None, "none")


def test_what_is_nearly_certain_is_filed_in_one_go(alice, financed):
    with financed.scope():
        main = Account.objects.get(name="Main")
        for day in (29, 30):
            rows.line(main, dt.date(2026, 1, day), 310_000, f"Card payout {day}").save()
    assert "File 2 lines as suggested" in text_of(alice, HOME)
    alice.post(f"{HOME}suggested/")
    with financed.scope():
        found = Transaction.objects.filter(
            counterparty__startswith="Card payout ", date__day__gt=28
        )
        assert {str(row.category) for row in found if row.filed_by == "person"} == {"Sales"}
        assert Transaction.objects.filter(counterparty="City Rail", category=None).exists()


def test_an_archived_category_takes_no_line(financed):
    with financed.scope():
        old = Category.objects.create(name="Old", kind="opex", archived=True)
        row = Transaction.objects.get(counterparty="City Rail")
        with pytest.raises(ConflictError, match="takes no more lines"):
            file_lines(lines=[row.pk], category=old.pk, by="person")


def test_halves_of_a_transfer_are_found_paired_and_parted(alice, financed):
    with financed.scope():
        main, reserve = Account.objects.get(name="Main"), Account.objects.get(name="Reserve")
        out = rows.line(main, dt.date(2026, 1, 28), -7_700, "Own account Reserve")
        into = rows.line(reserve, dt.date(2026, 1, 29), 7_700, "Own account Main")
        out.save(), into.save()
    assert "Main to Reserve" in text_of(alice, HOME)
    alice.post(f"{HOME}pairing/", {"out": str(out.pk), "into": str(into.pk)})
    with financed.scope():
        out.refresh_from_db(), into.refresh_from_db()
        assert (out.transfer_id, into.transfer_id) == (into.pk, out.pk)
    assert "to categorise" not in text_of(alice, f"{HOME}?id__in={out.pk},{into.pk}")
    alice.post(f"{HOME}{out.pk}/parting/")
    with financed.scope():
        out.refresh_from_db(), into.refresh_from_db()
        assert (out.transfer_id, into.transfer_id) == (None, None)


def test_lines_that_do_not_cancel_out_are_no_transfer(alice, financed):
    with financed.scope():
        main, reserve = Account.objects.get(name="Main"), Account.objects.get(name="Reserve")
        out = rows.line(main, dt.date(2026, 1, 28), -7_700, "A")
        into = rows.line(reserve, dt.date(2026, 1, 29), 7_600, "B")
        out.save(), into.save()
    page = alice.post(f"{HOME}pairing/", {"out": str(out.pk), "into": str(into.pk)})
    assert page.status_code == 409


def test_a_workspace_without_categories_begins_with_the_usual_ones(cast, db):
    with cast.scope():
        transaction()
    client = Client()
    client.force_login(cast.alice)
    assert "Use the usual ones" in text_of(client, HOME)
    client.post("/cfo/categories/start/")
    with cast.scope():
        assert Category.objects.filter(kind="revenue").exists()
    client.post("/cfo/categories/start/")
    with cast.scope():
        assert Category.objects.values("name").distinct().count() == Category.objects.count()


def test_accounts_show_opening_lines_and_what_the_bank_says(alice, financed):
    text = text_of(alice, "/cfo/accounts/")
    assert "all agree with the bank" in text
    assert "No difference" in text
    with financed.scope():
        Account.objects.filter(name="Main").update(stated_balance=1)
    text = text_of(alice, "/cfo/accounts/")
    assert "1 account differs from the bank" in text
    assert "a statement is missing" in text


def test_lines_of_an_account_that_agrees_can_be_marked_as_compared(alice, financed):
    with financed.scope():
        main = Account.objects.get(name="Main")
        reserve = Account.objects.get(name="Reserve")
        Account.objects.filter(pk=reserve.pk).update(stated_balance=1)
    alice.post(f"/cfo/accounts/{main.pk}/compared/")
    refused = alice.post(f"/cfo/accounts/{reserve.pk}/compared/")
    assert refused.status_code == 409
    with financed.scope():
        assert not Transaction.objects.filter(account=main, reconciled=False).exists()
        assert not Transaction.objects.filter(account=reserve, reconciled=True).exists()


def test_balances_are_those_of_the_analysis(financed):
    with financed.scope():
        book = ledger()
        for one in balances(clock.today()):
            account = one.account
            found = reconciled(
                book.rows, account.name, account.opening_balance, account.opened_on,
                account.stated_on, account.stated_balance,
            )  # fmt: skip
            assert (one.computed, one.difference, one.count) == (
                found.computed, found.difference, found.rows.count,
            )  # fmt: skip


def test_lines_after_the_banks_balance_are_added_below_it(financed):
    with financed.scope():
        main = Account.objects.get(name="Main")
        last = main.stated_on
        Account.objects.filter(pk=main.pk).update(
            stated_on=last - dt.timedelta(days=20), stated_balance=main.opening_balance
        )
        [one] = [b for b in balances(clock.today()) if b.account.pk == main.pk]
        total = sum(Transaction.objects.filter(account=main).values_list("amount", flat=True))
        assert one.since_count
        assert one.now == main.opening_balance + total


def test_who_may_only_read_sees_no_buttons(financed):
    client = Client()
    client.force_login(financed.reader if hasattr(financed, "reader") else financed.charlie)
    page = client.get(HOME)
    assert page.status_code in (200, 403, 404)
    assert b"File them" not in page.content


def test_an_empty_ledger_asks_for_a_statement(cast, db):
    client = Client()
    client.force_login(cast.alice)
    text = text_of(client, HOME)
    assert "No transactions yet" in text
    assert "Import a statement" in text
    assert text_of(client, "/cfo/accounts/")

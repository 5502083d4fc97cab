"""The settings screen of finance, and what its forms do with amounts."""

from __future__ import annotations

import pytest
from django.test import Client

from cfo.models import InvoiceLine, Setting, Transaction
from cfo.tests import nouns


@pytest.fixture
def fay(financed):
    client = Client()
    client.force_login(financed.fay)
    return client


def shown(client):
    return client.get("/cfo/settings/").content.decode()


def test_what_was_decided_is_shown_and_can_be_changed(fay, financed):
    text = shown(fay)
    for said in ("€10,000", "12 months", "2 open accounts", "9 categories of 7 kinds"):
        assert said in text, said
    with financed.scope():
        row = Setting.objects.get()
    form = {
        "currency": "EUR", "cash_floor": "25,000.00", "horizon_months": "18",
        "forecast_scenario": "low",
    }  # fmt: skip
    answer = fay.post(f"/cfo/settings/{row.pk}/edit/", form)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/cfo/settings/")
    assert "€25,000" in shown(fay)


def test_a_workspace_that_decided_nothing_is_asked_to(fay, financed):
    with financed.scope():
        Setting.objects.all().delete()
    assert 'href="/cfo/settings/new/"' in shown(fay)
    form = {
        "currency": "EUR", "cash_floor": "100.00", "horizon_months": "12",
        "forecast_scenario": "base",
    }  # fmt: skip
    assert fay.post("/cfo/settings/new/", form).headers["Location"] == "/cfo/settings/"
    again = fay.post("/cfo/settings/new/", form)
    assert again.status_code == 422
    assert "has its finance settings already" in again.content.decode()


def test_who_may_only_look_is_offered_no_change(financed):
    from kernel.tenancy import services

    with financed.scope(financed.alice, wide=True):
        services.set_roles(financed.vera.pk, ["viewer"], viewer_modules=["ai_cfo"])
    client = Client()
    client.force_login(financed.vera)
    text = shown(client)
    assert "€10,000" in text
    assert "/edit/" not in text
    assert client.get("/cfo/settings/new/").status_code == 403


@pytest.mark.parametrize(
    ("currency", "typed", "minor"), [("JPY", "-1,200", -1200), ("KWD", "-1.234", -1234)]
)
def test_a_line_is_typed_in_the_currency_of_its_account(fay, financed, currency, typed, minor):
    with financed.scope():
        account = nouns.account(7, currency=currency)
    line = {"account": str(account.pk), "date": "2026-01-12", "counterparty": "Kiosk"}
    answer = fay.post("/cfo/transactions/new/", line | {"amount": typed})
    assert answer.status_code == 302
    with financed.scope():
        made = Transaction.objects.get(account=account)
        assert (made.amount, made.currency, made.source) == (minor, currency, "hand")
    refused = fay.post("/cfo/transactions/new/", line | {"amount": "1.23456"})
    assert refused.status_code == 422
    assert f"{currency} has" in refused.content.decode()


def test_a_line_of_an_invoice_is_typed_in_its_currency(fay, financed):
    with financed.scope():
        invoice = nouns.invoice(currency="JPY")
    line = {
        "invoice": str(invoice.pk), "position": "1", "item": "Cup", "quantity": "2",
        "unit_price": "450", "amount": "900",
    }  # fmt: skip
    assert fay.post("/cfo/invoice-lines/new/", line).status_code == 302
    with financed.scope():
        assert InvoiceLine.objects.get().amount == 900
    page = fay.get(f"/cfo/invoices/{invoice.pk}/").content.decode()
    assert "Cup" in page


def test_what_the_bank_wrote_is_shown_and_stays(fay, financed):
    with financed.scope():
        line = Transaction.objects.filter(counterparty="City Rail").get()
        category = nouns.category(3)
    path = f"/cfo/transactions/{line.pk}/edit/"
    assert "As the bank wrote it." in fay.get(path).content.decode()
    form = {"amount": "-1.00", "counterparty": "Else", "category": str(category.pk)}
    assert fay.post(path, form).status_code == 302
    with financed.scope():
        found = Transaction.objects.get(pk=line.pk)
    assert (found.amount, found.counterparty) == (line.amount, "City Rail")
    assert (found.category_id, found.filed_by) == (category.pk, "person")
    assert found.fingerprint == line.fingerprint


def test_an_archived_category_is_offered_to_its_own_lines_alone(fay, financed):
    with financed.scope():
        old = nouns.category(4, name="Bygone", archived=True)
        line = Transaction.objects.filter(counterparty="City Rail").get()
    path = f"/cfo/transactions/{line.pk}/edit/"
    assert "Bygone" not in fay.get(path).content.decode()
    with financed.scope():
        Transaction.objects.filter(pk=line.pk).update(category=old, filed_by="person")
    assert "Bygone" in fay.get(path).content.decode()

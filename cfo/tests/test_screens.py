"""The finance dashboard and briefing, as people of each role see them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from cfo.models import Account, Transaction
from cfo.reporting.book import facts_of
from cfo.reporting.contracts import ReportInput
from cfo.reporting.reading import read
from cfo.tests import cast as rows


@pytest.fixture
def bob(financed):
    client = Client()
    client.force_login(financed.fay)
    return client


def test_the_dashboard_says_what_there_is_and_what_waits(bob):
    page = bob.get("/cfo/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Finance in January 2026" in text
    assert "1 line waits to be categorised" in text
    assert "Run the forecaster" in text
    assert "no budget" in text


def test_its_figures_are_the_reporters(bob, financed):
    with financed.scope(financed.fay):
        book = facts_of(read(ReportInput(), rows.TODAY, "EUR"))
    for own, theirs in (
        ("now.eur.revenue", "pnl.eur.now.sum.revenue"),
        ("now.eur.net", "pnl.eur.now.sum.net"),
        ("now.eur.cash", "cash.eur.now.sum.closing"),
        ("earlier.eur.net", "pnl.eur.before.sum.net"),
    ):
        drawer = bob.get("/cfo/", {"evidence": own}, headers={"HX-Request": "true"})
        said = re.search(r"drawer__value\">([^<]+)<", drawer.content.decode())[1]
        minor = book[theirs].value
        sign = "−" if minor < 0 else ""
        assert said == f"{sign}€{abs(minor) / 100:,.0f}", own


def test_each_figure_of_the_dashboard_opens_rows_that_add_up(bob):
    text = bob.get("/cfo/").content.decode()
    keys = {"earlier.eur.revenue", "earlier.eur.cash", "now.eur.unfiled"}
    keys |= set(re.findall(r"evidence=([a-z0-9._-]+)", text))
    assert {"now.eur.cash", "now.eur.revenue", "now.eur.net"} <= keys
    for key in sorted(keys):
        page = bob.get("/cfo/", {"evidence": key}, headers={"HX-Request": "true"})
        drawer = page.content.decode()
        assert 'id="evidence-t"' in drawer, key
        assert "have changed" not in drawer, key
        assert "<html" not in drawer


@pytest.mark.parametrize(
    "query",
    [
        {"period": "last_month"},
        {"period": "28", "compare": "year"},
        {"period": "365", "compare": "none"},
        {"period": "custom", "from": "2026-01-05", "to": "2026-01-11"},
        {"period": "custom", "from": "1990-01-01", "to": "1990-01-31"},
        {"period": "custom", "from": "x", "to": ""},
        {"period": "forever", "compare": "never"},
        {"evidence": "no.such.figure"},
    ],
)
def test_the_dashboard_takes_any_period(bob, query):
    assert bob.get("/cfo/", query).status_code == 200


def test_an_account_whose_statement_is_missing_is_named_and_nothing_is_compared(bob, financed):
    with financed.scope(financed.fay):
        rows.stand_still(dt.date(2026, 2, 20))
        main = Account.objects.get(name="Main")
        Account.objects.filter(pk=main.pk).update(stated_balance=None, stated_on=None)
        Transaction.objects.filter(account=main, date__gte="2026-01-01").delete()
        last = Transaction.objects.filter(account=main).order_by("-date").first().date
    text = bob.get("/cfo/").content.decode()
    assert "A statement is missing." in text
    assert f"Main reaches {last.day} Dec 2025" in text
    assert "1 late" in text


def test_the_past_of_each_currency_stands_by_itself(bob, financed):
    with financed.scope(financed.fay):
        account = Account.objects.create(
            name="Dollars", kind="current", currency="USD", opening_balance=100_000,
            opened_on=dt.date(2025, 1, 1),
        )  # fmt: skip
        rows.line(account, dt.date(2026, 1, 12), 5_000, "Refund").save()
    text = bob.get("/cfo/").content.decode()
    assert "Each currency" in text
    assert "$1,050" in text
    assert "Not filed" in text


def test_an_empty_workspace_is_told_what_to_bring(financed):
    client = Client()
    client.force_login(financed.charlie)
    text = client.get("/cfo/").content.decode()
    assert "No bank line yet" in text
    assert "/imports/new/?kind=cfo/statements" in text
    assert "Import a statement" in client.get("/").content.decode()


def test_marketing_sees_no_finance(financed):
    client = Client()
    client.force_login(financed.bob)
    assert client.get("/cfo/").status_code == 403


def test_the_briefing_says_what_is_in_the_bank(bob):
    text = bob.get("/").content.decode()
    assert "Net result" in text
    assert "1 line waits to be categorised." in text

"""The inherited cases of endpoints, for the finance tables."""

from __future__ import annotations

from cfo.models import (
    Account,
    Budget,
    Category,
    CategoryRule,
    Forecast,
    Headcount,
    Invoice,
    InvoiceLine,
    Metric,
    Recommendation,
    Report,
    Setting,
    Transaction,
)
from cfo.tests import nouns
from kernel.resources.testing import ResourceAPITests


class TestAccounts(ResourceAPITests):
    model = Account
    valid = {"name": "Till", "currency": "EUR", "opened_on": "2025-12-31"}
    changed = {"name": "Cash box"}
    invalid = {"stated_balance": 100}
    filters = {"status": "open"}

    def make(self, number=1, **values):
        return nouns.account(number, **values)

    def test_an_account_with_lines_keeps_its_currency(self):
        with self.cast.scope():
            account = nouns.transaction().account
        answer = self.send(self.bob, "patch", self.row(account), {"currency": "USD"})
        said = self.refused(answer, 400, "validation_failed")["errors"][0]["detail"]
        assert "still used by transactions" in said


class TestCategories(ResourceAPITests):
    model = Category
    valid = {"name": "Postage", "kind": "opex"}
    changed = {"name": "Parcels"}
    invalid = {"kind": "luck"}
    filters = {"kind": "opex"}

    def make(self, number=1, **values):
        return nouns.category(number, **values)

    def test_lines_of_a_deleted_category_were_filed_by_nobody(self):
        with self.cast.scope():
            filed = nouns.category()
            line = nouns.transaction(category=filed, filed_by="person")
        assert self.bob.delete(self.row(filed)).status_code == 204
        found = self.bob.get(f"/api/v1/cfo/transactions/{line.pk}/").json()
        assert (found["category"], found["filed_by"]) == (None, "none")


class TestCategoryRules(ResourceAPITests):
    model = CategoryRule
    changed = {"position": 7}
    invalid = {"match": "regex", "pattern": "(a+)+b"}
    filters = {"active": "true"}

    @property
    def valid(self):
        return {"pattern": "Swift Parcel", "category": self.named(nouns.category)}

    def make(self, number=1, **values):
        return nouns.rule(number, **values)


class TestTransactions(ResourceAPITests):
    model = Transaction
    changed = {"memo": "Rebooked"}
    invalid = {"date": "2026-02-30"}
    filters = {"kind": "none", "sign": "out", "paired": "false"}

    @property
    def valid(self):
        return {"account": self.named(nouns.account), "date": "2026-01-12", "amount": -1250}

    def make(self, number=1, **values):
        return nouns.transaction(number, **values)

    def test_a_line_takes_the_currency_of_its_account_and_who_filed_it(self):
        body = {**self.valid, "category": self.named(nouns.category)}
        made = self.send(self.bob, "post", self.path, body).json()
        assert (made["currency"], made["source"], made["filed_by"]) == ("EUR", "hand", "person")
        assert len(made["fingerprint"]) == 64

    def test_two_equal_lines_of_a_day_are_two(self):
        prints = {
            self.send(self.bob, "post", self.path, self.valid).json()["fingerprint"]
            for _ in range(2)
        }
        assert len(prints) == 2

    def test_a_line_typed_by_hand_is_known_anew_when_its_amount_changes(self):
        made = self.send(self.bob, "post", self.path, self.valid).json()
        path = f"{self.path}{made['id']}/"
        changed = self.send(self.bob, "patch", path, {"amount": -1300}).json()
        assert changed["fingerprint"] != made["fingerprint"]
        again = self.send(self.bob, "patch", path, {"memo": "Kiosk"}).json()
        assert again["fingerprint"] == changed["fingerprint"]

    def test_what_the_bank_wrote_stays(self):
        line = self.made(source="statement")
        for body in ({"amount": -1}, {"date": "2026-01-01"}, {"counterparty": "Else"}):
            answer = self.send(self.bob, "patch", self.row(line), body)
            said = self.refused(answer, 400, "validation_failed")["errors"][0]["detail"]
            assert said == "A line from the bank keeps its account, day, amount and counterparty."
        filed = {"category": self.named(nouns.category), "note": "Ask Tom", "flag": "query"}
        assert self.send(self.bob, "patch", self.row(line), filed).status_code == 200

    def test_lines_of_one_account_are_served_below_it(self):
        line = self.made()
        below = f"/api/v1/cfo/accounts/{line.account_id}/transactions/"
        assert self.bob.get(below).json()["count"] == 1


class TestBudgets(ResourceAPITests):
    model = Budget
    changed = {"amount": -900}
    invalid = {"period": "2026-02-15"}
    filters = {"scenario": "base", "status": "draft"}

    @property
    def valid(self):
        return {
            "period": "2026-03-01", "category": self.named(nouns.category), "amount": -120000,
            "currency": "EUR",
        }  # fmt: skip

    def make(self, number=1, **values):
        return nouns.budget(number, **values)


class TestForecasts(ResourceAPITests):
    model = Forecast
    filters = {"series": "cash", "made_on__gte": "2026-01-01"}

    def make(self, number=1, **values):
        return nouns.forecast(number, **values)


class TestReports(ResourceAPITests):
    model = Report
    changed = {"title": "January, again"}
    invalid = {"title": ""}
    filters = {"kind": "pnl", "status": "draft"}

    def make(self, number=1, **values):
        return nouns.report(number, **values)

    def test_a_final_report_stays_as_it_is(self):
        row = self.made(status="final")
        answer = self.send(self.bob, "patch", self.row(row), {"title": "Better"})
        said = self.refused(answer, 400, "validation_failed")["errors"][0]["detail"]
        assert said == "A final report stays as it is: reopen it first."
        self.refused(self.bob.delete(self.row(row)), 409, "conflict")


class TestMetrics(ResourceAPITests):
    model = Metric
    filters = {"name": "burn", "unit": "money"}

    def make(self, number=1, **values):
        return nouns.metric(number, **values)


class TestSettings(ResourceAPITests):
    model = Setting
    single = True
    valid = {"currency": "EUR", "cash_floor": 1000000}
    changed = {"horizon_months": 18}
    invalid = {"horizon_months": 99}
    filters = {"currency": "EUR"}

    def make(self, number=1, **values):
        return nouns.setting(number, **values)


class TestInvoices(ResourceAPITests):
    model = Invoice
    valid = {
        "number": "E26", "customer": "Hotel Lindenhof", "issued_on": "2026-01-05",
        "due_on": "2026-02-04", "currency": "EUR", "total": 48000,
    }  # fmt: skip
    changed = {"paid_on": "2026-02-01"}
    invalid = {"due_on": "2026-01-01"}
    filters = {"open": "true"}

    def make(self, number=1, **values):
        return nouns.invoice(number, **values)


class TestInvoiceLines(ResourceAPITests):
    model = InvoiceLine
    changed = {"item": "Decaf"}
    invalid = {"quantity": 1.5}
    filters = {"currency": "EUR"}

    @property
    def valid(self):
        return {
            "invoice": self.named(nouns.invoice), "item": "Espresso blend", "quantity": 1500,
            "unit_price": 1890, "amount": 2835,
        }  # fmt: skip

    def make(self, number=1, **values):
        return nouns.invoice_line(number, **values)


class TestHeadcount(ResourceAPITests):
    model = Headcount
    valid = {"name": "Roaster", "start_month": "2026-02-01", "cost": 360000, "currency": "EUR"}
    changed = {"team": "Roastery"}
    invalid = {"start_month": "2026-02-02"}
    filters = {"currency": "EUR"}

    def make(self, number=1, **values):
        return nouns.head(number, **values)


class TestRecommendations(ResourceAPITests):
    """Written by agents; a program says who follows and until when, and decides elsewhere."""

    model = Recommendation
    changed = {"due_on": "2026-03-02"}
    invalid = {"due_on": "soon"}
    filters = {"status": "pending"}

    def make(self, number=1, **values):
        return nouns.recommendation(number, **values)

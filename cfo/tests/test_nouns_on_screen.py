"""The inherited cases of screens, for the finance tables."""

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
    Transaction,
)
from cfo.tests import nouns
from kernel.resources.testing import ResourceScreenTests


class TestAccounts(ResourceScreenTests):
    model = Account
    valid = {
        "name": "Cash box", "kind": "cash", "currency": "EUR", "opening_balance": "1,250.00",
        "opened_on": "2025-12-31", "status": "open",
    }  # fmt: skip
    changed = {"name": "Till"}
    invalid = {"stated_balance": "10.00"}
    inline = {"status": "closed"}
    numbers = "opening_balance"
    filters = {"status": "open", "currency": "EUR"}
    formula_field = "name"

    def make(self, number=1, **values):
        return nouns.account(number, **values)


class TestCategories(ResourceScreenTests):
    model = Category
    valid = {"name": "Postage", "kind": "opex"}
    changed = {"name": "Parcels"}
    invalid = {"kind": "luck"}
    filters = {"kind": "opex"}
    formula_field = "name"

    def make(self, number=1, **values):
        return nouns.category(number, **values)


class TestCategoryRules(ResourceScreenTests):
    model = CategoryRule
    changed = {"position": "7"}
    invalid = {"match": "regex", "pattern": "(a+)+b"}
    numbers = "position"
    filters = {"active": "true"}
    formula_field = "pattern"

    @property
    def valid(self):
        filed = self.named(nouns.category)
        return {
            "pattern": "Swift Parcel", "field": "either", "match": "contains", "sign": "out",
            "category": filed, "position": "3", "active": "on",
        }  # fmt: skip

    def make(self, number=1, **values):
        return nouns.rule(number, **values)


class TestTransactions(ResourceScreenTests):
    model = Transaction
    changed = {"memo": "Rebooked"}
    invalid = {"amount": "a lot"}
    inline = {"flag": "query"}
    numbers = "amount"
    filters = {"kind": "none", "sign": "out", "paired": "false"}
    formula_field = "counterparty"

    @property
    def valid(self):
        home = self.named(nouns.account)
        return {
            "account": home, "date": "2026-01-12", "amount": "-12.50", "counterparty": "Kiosk",
        }  # fmt: skip

    def make(self, number=1, **values):
        return nouns.transaction(number, **values)


class TestBudgets(ResourceScreenTests):
    model = Budget
    changed = {"amount": "-900.00"}
    invalid = {"period": "2026-02-15"}
    numbers = "amount"
    filters = {"scenario": "base", "status": "draft"}

    @property
    def valid(self):
        filed = self.named(nouns.category)
        return {
            "period": "2026-03-01", "category": filed, "amount": "-1,200.00", "currency": "EUR",
            "scenario": "low", "version": "2",
        }  # fmt: skip

    def make(self, number=1, **values):
        return nouns.budget(number, **values)


class TestReports(ResourceScreenTests):
    model = Report
    valid = {"title": "January", "narrative": "A calm month."}
    changed = {"title": "January, again"}
    invalid = {"title": ""}
    filters = {"kind": "pnl", "status": "draft"}
    formula_field = "title"

    def make(self, number=1, **values):
        return nouns.report(number, **values)


class TestInvoices(ResourceScreenTests):
    model = Invoice
    valid = {
        "number": "E26", "customer": "Hotel Lindenhof", "issued_on": "2026-01-05",
        "due_on": "2026-02-04", "currency": "EUR", "total": "480.00",
    }  # fmt: skip
    changed = {"number": "E27"}
    invalid = {"due_on": "2026-01-01"}
    inline = {"paid_on": "2026-02-01"}
    numbers = "total"
    filters = {"open": "true", "customer": "Hotel Lindenhof"}
    formula_field = "customer"

    def make(self, number=1, **values):
        return nouns.invoice(number, **values)


class TestInvoiceLines(ResourceScreenTests):
    model = InvoiceLine
    changed = {"item": "Decaf"}
    invalid = {"quantity": "1.2345"}
    numbers = "amount"
    filters = {"currency": "EUR", "item": "Decaf"}
    formula_field = "item"

    @property
    def valid(self):
        home = self.named(nouns.invoice)
        return {
            "invoice": home, "position": "2", "item": "Espresso blend", "quantity": "1.5",
            "unit_price": "18.90", "amount": "28.35",
        }  # fmt: skip

    def make(self, number=1, **values):
        return nouns.invoice_line(number, **values)

    def test_a_quantity_keeps_its_three_decimals(self):
        self.bob.post("/cfo/invoice-lines/new/", self.valid)
        with self.cast.scope():
            assert InvoiceLine.objects.get(item="Espresso blend").quantity == 1500


class TestHeadcount(ResourceScreenTests):
    model = Headcount
    valid = {
        "name": "Roaster", "team": "Roastery", "start_month": "2026-02-01", "cost": "3,600.00",
        "currency": "EUR",
    }  # fmt: skip
    changed = {"name": "Head roaster"}
    invalid = {"end_month": "2026-01-01"}
    numbers = "cost"
    filters = {"currency": "EUR"}
    formula_field = "name"

    def make(self, number=1, **values):
        return nouns.head(number, **values)


class TestForecasts(ResourceScreenTests):
    model = Forecast
    numbers = "horizon"
    filters = {"series": "cash", "method": "theta"}

    def make(self, number=1, **values):
        return nouns.forecast(number, **values)

    def test_its_page_shows_months_and_methods(self):
        page = self.bob.get(self.row(self.made())).content.decode()
        for said in ("Feb 2026", "€12,345", "Theta", "taken", "SARIMA", "too few months"):
            assert said in page, said


class TestMetrics(ResourceScreenTests):
    model = Metric
    numbers = "value"
    filters = {"name": "burn"}

    def make(self, number=1, **values):
        return nouns.metric(number, **values)


class TestRecommendations(ResourceScreenTests):
    """Written by agents; people decide on them, and say who follows and until when."""

    model = Recommendation
    inline = {"due_on": "2026-03-02"}
    numbers = "priority"
    filters = {"status": "pending"}
    formula_field = "title"

    def make(self, number=1, **values):
        return nouns.recommendation(number, **values)

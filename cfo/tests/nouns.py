"""A row of each finance table, for the inherited cases."""

from __future__ import annotations

import datetime as dt

from cfo.line_identity import complete
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
from kernel.core.facts import Fact
from kernel.decisions.proposals import propose

DAY = dt.date(2026, 1, 30)
YEAR_END = dt.date(2025, 12, 31)


def account(number=1, **values):
    wanted = {"name": f"Account {number}", "currency": "EUR", "opened_on": YEAR_END}
    return Account.objects.create(**{**wanted, **values})


def category(number=1, **values):
    return Category.objects.create(**{"name": f"Category {number}", "kind": "opex", **values})


def rule(number=1, **values):
    wanted = {"pattern": f"Payee {number}", "position": number}
    filed = values.pop("category", None) or category(number)
    return CategoryRule.objects.create(**{**wanted, "category": filed, **values})


def transaction(number=1, **values):
    """A line of the one account Main, on a day of its own."""
    home = (
        values.pop("account", None)
        or Account.objects.get_or_create(
            name="Main", defaults={"currency": "EUR", "opened_on": YEAR_END}
        )[0]
    )
    wanted = {"date": DAY + dt.timedelta(days=number), "amount": -number * 100}
    row = Transaction(account=home, **{**wanted, "counterparty": f"Payee {number}", **values})
    complete(row)
    row.save(force_insert=True)
    return row


def budget(number=1, **values):
    filed = values.pop("category", None) or category(number)
    wanted = {"period": dt.date(2026, 1, 1), "amount": -number * 100, "currency": "EUR"}
    return Budget.objects.create(**{**wanted, "category": filed, **values})


def report(number=1, **values):
    first = dt.date(2026, number, 1)
    wanted = {
        "kind": "pnl",
        "title": f"Report {number}",
        "period_start": first,
        "period_end": first + dt.timedelta(days=27),
        "currency": "EUR",
    }
    return Report.objects.create(**{**wanted, **values})


def invoice(number=1, **values):
    wanted = {
        "number": f"I-{number}",
        "customer": "Café Morgenrot",
        "issued_on": DAY,
        "due_on": DAY + dt.timedelta(days=30),
        "currency": "EUR",
        "total": number * 100,
    }
    return Invoice.objects.create(**{**wanted, **values})


def invoice_line(number=1, **values):
    wanted = {"item": f"Item {number}", "quantity": 1000, "unit_price": 100, "amount": 100}
    home = values.pop("invoice", None) or invoice(number)
    return InvoiceLine.objects.create(**{**wanted, "invoice": home, **values})


def head(number=1, **values):
    wanted = {
        "name": f"Position {number}",
        "start_month": dt.date(2025, 6, 1),
        "cost": number * 100,
        "currency": "EUR",
    }
    return Headcount.objects.create(**{**wanted, **values})


def forecast(number=1, **values):
    bands = {"low95": -9, "low80": 0, "value": 1_234_500, "high80": 20, "high95": 30}
    wanted = {
        "series": "cash",
        "currency": "EUR",
        "method": "theta",
        "horizon": 1,
        "points": [{"period": "2026-02-01", **bands}],
        "candidates": [
            {"method": "theta", "mase": 0.5, "refused": ""},
            {"method": "sarima", "mase": None, "refused": "too few months"},
        ],
    }
    made_on = DAY + dt.timedelta(days=number)
    return Forecast.objects.create(**{**wanted, "made_on": made_on, **values})


def metric(number=1, **values):
    wanted = {"name": "burn", "value": number * 100, "unit": "money", "currency": "EUR"}
    return Metric.objects.create(**{**wanted, "period": dt.date(2025, number, 1), **values})


def setting(number=1, **values):
    """The workspace's one row, whichever number was asked for."""
    wanted = {"cash_floor": number * 100, "currency": "EUR", **values}
    return Setting.objects.update_or_create(defaults=wanted)[0]


def recommendation(number=1, **values):
    """A proposal to flag a line; it rests on one figure."""
    row = transaction(number)
    paid = Fact(
        "paid", "Paid", -row.amount, "money", function="cfo.analysis.duplicates", version="1",
        input_hash="0" * 64, formula="the amount", currency="EUR",
    )  # fmt: skip
    made = propose(
        Recommendation,
        kind="duplicate",
        subject=str(row.pk),
        title=f"Ask for it back {number}",
        rationale="It was {fact:paid}.",
        severity="low",
        evidence=[paid],
        action_kind="cfo.flag_lines",
        action_args={"lines": [str(row.pk)], "flag": "duplicate", "note": "Paid twice"},
    ).recommendation
    Recommendation.objects.filter(pk=made.pk).update(**values)
    return Recommendation.objects.get(pk=made.pk)

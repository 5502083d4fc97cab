"""Rows for tests: a workspace with two years of bank lines, what files them, and its plans."""

from __future__ import annotations

import datetime as dt

from cfo.analysis.fingerprints import fingerprint
from cfo.line_identity import complete
from cfo.models import Account, Category, CategoryRule, Headcount, Setting, Transaction
from kernel.tenancy.models import Tenant
from kernel.tenancy.scope import require_scope

TODAY = dt.date(2026, 1, 31)
MONTHS = 24
CATEGORIES = (
    ("Sales", "revenue"),
    ("Goods", "cogs"),
    ("Rent", "opex"),
    ("Software", "opex"),
    ("Travel", "opex"),
    ("Salaries", "payroll"),
    ("Taxes", "tax"),
    ("Transfers", "transfer"),
    ("Loans", "financing"),
)
RULES = (
    ("Card payout", "in", "Sales"),
    ("Bean Import", "out", "Goods"),
    ("Kontor", "out", "Rent"),
    ("Cloudstead", "out", "Software"),
    ("Salary", "out", "Salaries"),
    ("Own account", "any", "Transfers"),
)


def stand_still(day=TODAY):
    """Set the date of the scope's tenant."""
    Tenant.objects.filter(pk=require_scope().tenant_id).update(as_of=day)


def month(back, last=TODAY):
    """The first day of the month so many months before the last one."""
    number = last.year * 12 + last.month - 1 - back
    return dt.date(number // 12, number % 12 + 1, 1)


def wave(day, size):
    """A number that moves with the date, the same every time."""
    return size + (day.toordinal() * 7919 % 41) - 20


def line(account, day, amount, counterparty, category=None, **values):
    """A line that is not stored yet; filed by a person where it has a category."""
    row = first(account, day, amount, counterparty, category, **values)
    complete(row)
    return row


def first(account, day, amount, counterparty, category=None, **values):
    """As `line`, where no equal one is stored, so that nothing is looked up."""
    filed = values.pop("filed_by", "person" if category else "none")
    row = Transaction(
        account=account,
        date=day,
        amount=amount,
        counterparty=counterparty,
        category=category,
        filed_by=filed,
        **{"source": "statement", **values},
    )
    row.currency, row.occurrence = account.currency, 0
    row.fingerprint = fingerprint(str(account.pk), day, amount, counterparty, 0)
    return row


def ledger(months=MONTHS, last=TODAY, currency="EUR"):
    """Accounts, categories, rules and lines in the open scope, by name.

    Sales come each week, goods, rent, software and salaries once a month, and a transfer to the
    reserve is paired. The last month's travel waits to be categorised. The bank's balances agree.
    """
    start = month(months - 1, last)
    opened = start - dt.timedelta(days=1)
    main, reserve = (
        Account.objects.create(
            name=name, bank="Hansebank", kind=kind, currency=currency,
            opening_balance=balance, opened_on=opened,
        )
        for name, kind, balance in (
            ("Main", "current", 5_000_000), ("Reserve", "savings", 1_000_000)
        )
    )  # fmt: skip
    named = {name: Category.objects.create(name=name, kind=kind) for name, kind in CATEGORIES}
    rules = [
        CategoryRule.objects.create(
            position=place, pattern=pattern, sign=sign, category=named[category]
        )
        for place, (pattern, sign, category) in enumerate(RULES, start=1)
    ]
    lines, halves = [], []
    for back in reversed(range(months)):
        begun = month(back, last)
        own, pair = _month(begun, main, reserve, named, last)
        if back == 0:
            own.append(first(main, begun.replace(day=20), -18_900, "City Rail"))
        lines += own
        halves.append(pair)
    Transaction.objects.bulk_create([*lines, *(one for pair in halves for one in pair)])
    for out, into in halves:
        Transaction.objects.filter(pk=out.pk).update(transfer=into)
        Transaction.objects.filter(pk=into.pk).update(transfer=out)
    for account in (main, reserve):
        own = Transaction.objects.filter(account=account).values_list("amount", flat=True)
        account.stated_balance = account.opening_balance + sum(own)
        account.stated_on = last
        account.save()
    return {
        "main": main, "reserve": reserve, "categories": named, "rules": rules, "first": start,
    }  # fmt: skip


def _month(start, main, reserve, named, last):
    lines = [
        first(main, day, wave(day, 3_000) * 100, "Card payout", named["Sales"])
        for day in (start + dt.timedelta(days=7 * week) for week in range(4))
    ]
    for day, amount, payee, category in (
        (2, -280_000, "Kontor Property", "Rent"),
        (5, -62_000, "Cloudstead Hosting", "Software"),
        (9, wave(start, -4_000) * 100, "Bean Import", "Goods"),
        (25, -410_000, "Salary Buyer", "Salaries"),
    ):
        lines.append(first(main, start.replace(day=day), amount, payee, named[category]))
    moved = [
        first(main, start.replace(day=16), -50_000, "Own account Reserve", named["Transfers"]),
        first(reserve, start.replace(day=17), 50_000, "Own account Main", named["Transfers"]),
    ]
    return lines, moved


def decided(cash_floor=1_000_000, currency="EUR", **values):
    """The workspace's finance settings."""
    return Setting.objects.create(cash_floor=cash_floor, currency=currency, **values)


def heads(currency="EUR", last=TODAY):
    """Two positions, one of which begins in three months."""
    return [
        Headcount.objects.create(name=name, start_month=start, cost=cost, currency=currency)
        for name, start, cost in (
            ("Buyer", month(30, last), 410_000), ("Roaster", month(-3, last), 360_000)
        )
    ]  # fmt: skip


def again(change):
    """Write every line again after `change(row)`: a stored line of the bank keeps what it says.

    Transfers keep their category and lose their other half.
    """
    found = list(Transaction.objects.select_related("account", "category"))
    Transaction.objects.update(transfer=None)
    Transaction.objects.all().delete()
    for row in found:
        change(row)
    Transaction.objects.bulk_create(
        first(row.account, row.date, row.amount, row.counterparty, row.category, memo=row.memo)
        for row in found
    )


def times(factor):
    """A change for `again`: every amount so many times what it is."""

    def change(row):
        row.amount *= factor

    return change

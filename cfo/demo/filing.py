"""Rules that file the demo company's lines, and what is still waiting to be filed."""

from __future__ import annotations

from datetime import timedelta

from cfo.demo.book import Book
from cfo.demo.company import BILLS, PURCHASES, SUBSCRIPTIONS, WEEKLY_COSTS, Names
from cfo.demo.shapes import DemoRule, DemoTransaction

WAITING_DAYS = 9
WAITING = ("Travel", "Office", "Freelancers")


def rules(names: Names) -> tuple[DemoRule, ...]:
    """One rule a payee or group of payees, in the order in which they are tried."""
    pairs = [
        ("own account", "any", "Transfers"),
        ("settlement", "any", "Transfers"),
        ("Paylane payout", "in", "Online sales"),
        ("Bazaar marketplace", "in", "Marketplace sales"),
        ("Salary ", "out", "Salaries"),
        ("Social insurance fund", "out", "Social contributions"),
        *((name, "out", "Goods") for name in names.suppliers),
        *((name, "in", "Wholesale") for name in names.customers),
        *((payee, "out", "Software") for payee, _, _ in SUBSCRIPTIONS),
        *((bill.payee, "out", bill.category) for bill in BILLS),
        *((payee, "out", category) for payee, category, _, _ in WEEKLY_COSTS),
        *((payee, "out", category) for payee, category, _ in PURCHASES if category == "Travel"),
    ]
    return tuple(
        DemoRule(position, "payee", "contains", pattern.strip(), sign, category)
        for position, (pattern, sign, category) in enumerate(pairs, 1)
    )


def transactions(book: Book, currency: str) -> tuple[DemoTransaction, ...]:
    """The lines by day, each with the bank's id; small recent ones have no category yet."""
    ordered = sorted(
        enumerate(book.entries), key=lambda pair: (pair[1].day, pair[1].account, pair[0])
    )
    recent = book.last - timedelta(days=WAITING_DAYS)
    return tuple(
        DemoTransaction(
            account=one.account,
            date=one.day,
            amount=one.amount,
            currency=currency,
            counterparty=one.payee,
            memo=one.memo,
            category=None if one.day > recent and one.category in WAITING else one.category,
            bank_id=f"{one.day:%Y%m%d}{place:05}",
        )
        for place, (_, one) in enumerate(ordered, 1)
    )

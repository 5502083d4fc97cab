"""Two years of a workspace's bank lines: sales, bills, salaries, transfers, small purchases."""

from __future__ import annotations

from datetime import date, timedelta

from cfo.demo.book import MILLE, Book, Entry, fixed, month_after, working_day, working_days
from cfo.demo.company import (
    BILLS,
    CARD,
    MAIN,
    PURCHASES,
    RESERVE,
    ROLES,
    SUBSCRIPTIONS,
    WEEKLY_COSTS,
    Names,
)
from cfo.demo.shapes import DemoHead

PAYOUT = 521_000
MARKETPLACE = 648_000
SUPPLY = 560_000
NET_PAY = 780
TO_RESERVE = 150_000
SUBSCRIPTION_SPREAD = 9
PAYDAY = 27


def sales(book: Book) -> None:
    """Payouts of the shop every working day, and of the marketplace every Wednesday."""
    for day in working_days(book.first, book.last):
        usual = book.scaled(PAYOUT, day, True)
        book.pay(day, usual, "Paylane payout", "Online sales", 90, f"PO-{day:%y%m%d}")
        if day.weekday() == 2:
            usual = book.scaled(MARKETPLACE, day, True)
            book.pay(day, usual, "Bazaar marketplace", "Marketplace sales", 80, f"W{day:%V}")


def supplies(book: Book, names: Names, prefix: str) -> list[Entry]:
    """Two invoices a month of each supplier; the lines written, for what is planted in them."""
    written = []
    for at, month in enumerate(book.months()):
        for number, supplier in enumerate(names.suppliers):
            for turn in range(2):
                day = working_day(month + timedelta(days=3 + number * 3 + turn * 13))
                reference = f"Invoice {prefix}{number + 1}{at * 2 + turn + 4101}"
                usual = -book.scaled(SUPPLY, day, True)
                line = book.pay(day, usual, supplier, "Goods", 70, reference)
                written += [line] if line else []
    return written


def bills(book: Book, prefix: str, double: tuple[int, date] | None) -> int | None:
    """Bills by the month and subscriptions; `double` says which of these doubles and when.

    Returns the price of that one before it doubled.
    """
    before = None
    for at, month in enumerate(book.months()):
        for number, bill in enumerate(BILLS):
            if at % bill.every:
                continue
            day = working_day(month + timedelta(days=bill.day - 1))
            usual = -book.scaled(bill.amount, day, bill.follows)
            memo = f"Invoice {prefix}{number:02}{at + 7300}" if bill.invoice else ""
            book.pay(day, usual, bill.payee, bill.category, bill.spread, memo, bill.account)
        for number, (payee, amount, on) in enumerate(SUBSCRIPTIONS):
            day = month + timedelta(days=on - 1)
            usual = -book.scaled(amount, day)
            line = book.pay(day, usual, payee, "Software", SUBSCRIPTION_SPREAD, account=CARD)
            if double is not None and number == double[0]:
                before = -usual
                if line is not None and day >= double[1]:
                    book.entries[-1] = Entry(
                        day, CARD, line.amount * 2, payee, line.memo, line.category
                    )
    return before


def weekly_costs(book: Book) -> None:
    """Advertising and carriers, each on its own weekday."""
    for day in working_days(book.first, book.last):
        for number, (payee, category, amount, spread) in enumerate(WEEKLY_COSTS):
            if day.weekday() == number:
                usual = -book.scaled(amount, day, True)
                book.pay(day, usual, payee, category, spread, f"Week {day:%G-%V}")


def heads(book: Book, currency: str) -> tuple[DemoHead, ...]:
    """The positions, with who came and went in the two years."""
    first = book.months()[0]
    return tuple(
        DemoHead(
            role,
            month_after(first, start) if start else date(first.year - 1, 1, 1),
            None if end is None else month_after(first, end),
            cost * book.size // MILLE,
            currency,
        )
        for role, cost, start, end in ROLES
    )


def salaries(book: Book, positions: tuple[DemoHead, ...]) -> None:
    """Net pay a head, and contributions for all: together what the heads cost."""
    for month in book.months():
        day = working_day(month.replace(day=PAYDAY - 2))
        rest = 0
        for head in positions:
            if head.start_month <= month and (head.end_month is None or month <= head.end_month):
                net = head.cost * NET_PAY // MILLE
                rest += head.cost - net
                book.pay(day, -net, f"Salary {head.name}", "Salaries", memo=f"{month:%Y-%m}")
        book.pay(day, -rest, "Social insurance fund", "Social contributions", memo=f"{month:%Y-%m}")


def reserves(book: Book) -> None:
    """A standing order into the reserve, which arrives up to two days later."""
    for month in book.months():
        day = working_day(month.replace(day=16))
        amount = book.scaled(TO_RESERVE, day)
        arrives = working_day(day + timedelta(days=fixed(book.draws, 3)))
        for account, when, signed in ((MAIN, day, -amount), (RESERVE, arrives, amount)):
            other = RESERVE if account == MAIN else MAIN
            book.pay(when, signed, f"Own account {other}", "Transfers", account=account)


def settle_card(book: Book) -> None:
    """On the 5th the main account pays what the card spent in the month before."""
    for month in book.months()[1:]:
        before = month_after(month, -1)
        spent = -sum(
            one.amount for one in book.entries
            if one.account == CARD and one.day.replace(day=1) == before and one.amount < 0
        )  # fmt: skip
        day = working_day(month.replace(day=5))
        for account, signed in ((MAIN, -spent), (CARD, spent)):
            payee = "Card settlement" if account == MAIN else "Settlement from Main account"
            book.pay(day, signed, payee, "Transfers", memo=f"{before:%Y-%m}", account=account)


def purchases(book: Book, count: int) -> None:
    """`count` small purchases with the card, spread over the working days."""
    days = working_days(book.first, book.last)
    for number in range(count):
        day = days[number * len(days) // count]
        payee, category, amount = PURCHASES[fixed(book.draws, len(PURCHASES))]
        book.pay(day, -amount * book.size // MILLE, payee, category, 240, account=CARD)

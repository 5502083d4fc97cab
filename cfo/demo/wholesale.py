"""Invoices to wholesale customers, and the lines that pay them."""

from __future__ import annotations

from datetime import timedelta

from cfo.demo.book import Book, fixed, working_day
from cfo.demo.company import Names
from cfo.demo.shapes import DemoInvoice, DemoInvoiceLine
from kernel.statistics.draws import Draws

TERM = 30
INVOICES_A_MONTH = 12
QUANTITY = 64
PRICE_RISE_FROM = 12
PRICE_RISE = 1030


def invoices(book: Book, names: Names, currency: str, prefix: str) -> tuple[DemoInvoice, ...]:
    """Twelve invoices a month with one to four lines; most are paid near their due day.

    Prices are 3 % higher in the second year.
    """
    written = []
    for at, month in enumerate(book.months()):
        for turn in range(INVOICES_A_MONTH):
            issued = working_day(month + timedelta(days=1 + turn * 2))
            if issued > book.last:
                continue
            customer = names.customers[(turn + at * 5) % len(names.customers)]
            lines = _lines(book, names, at)
            total = sum(line.amount for line in lines)
            due = issued + timedelta(days=TERM)
            paid = working_day(due + timedelta(days=_delay(book.draws)))
            number = f"{prefix}{month:%y%m}{turn + 1:02}"
            book.pay(paid, total, customer, "Wholesale", memo=f"Invoice {number}")
            settled = paid if paid <= book.last else None
            written.append(
                DemoInvoice(number, customer, issued, due, settled, currency, total, lines)
            )
    return tuple(written)


def _lines(book: Book, names: Names, at: int) -> tuple[DemoInvoiceLine, ...]:
    count = 1 + fixed(book.draws, 4)
    first = fixed(book.draws, len(names.products))
    lines = []
    for number in range(count):
        item, price = names.products[(first + number) % len(names.products)]
        unit = price * PRICE_RISE // 1000 if at >= PRICE_RISE_FROM else price
        usual = QUANTITY * book.size // 1000 * (3 if count == 1 else 1)
        whole = max(1, usual * int(book.draws.wobble((1,), 220)[0]) // 1000)
        lines.append(DemoInvoiceLine(item, whole * 1000, unit, whole * unit))
    return tuple(lines)


def _delay(draws: Draws) -> int:
    """Days after the due day: usually few, for one in twelve many."""
    if fixed(draws, 12) == 0:
        return 25 + fixed(draws, 60)
    return fixed(draws, 12) - 4

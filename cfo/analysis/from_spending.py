"""What stands in a finding about spending: its name, its rows, its figures, what is at stake."""

from __future__ import annotations

import numpy as np

from cfo.analysis import months
from cfo.analysis.duplicates import DuplicatePayment, SplitPayment
from cfo.analysis.recurring import PriceRise
from cfo.analysis.rows import Ints, LedgerRows
from cfo.analysis.unusual import Overrun, UnusualMonth, UnusualPayment
from kernel.core.windows import Window
from kernel.statistics.figures import Figure
from kernel.statistics.rows import Evidence

Draft = tuple[str, Window, str, str, float, int, tuple[Figure, ...]]
YEARLY = {"weekly": 52, "fortnightly": 26, "monthly": 12, "quarterly": 4, "yearly": 1}


def duplicate_finding(rows: LedgerRows, one: DuplicatePayment) -> Draft:
    """At stake, and to get back, is all that was paid beyond the first payment."""
    own = rows.where(_indices(one.rows))
    behind = own.named()
    function = "duplicate_payments"
    figures = (
        Figure("paid_again", float(one.extra), "money", function, (behind,)),
        Figure("amount", float(one.amount), "money", function, (behind,)),
        Figure("payments", float(len(one.rows)), "count", function, (behind,)),
        Figure("days_apart", float(one.days), "days", function, (behind,)),
    )
    subject = f"{one.payee}:{one.amount}:{rows.day(one.rows[0])}"
    return subject, behind.window, one.payee, _category(own), one.extra, one.extra, figures


def split_finding(rows: LedgerRows, one: SplitPayment) -> Draft:
    """At stake is what went past the limit; nothing is saved by it."""
    own = rows.where(_indices(one.rows))
    behind = own.named()
    figures = (
        Figure("together", float(one.total), "money", "split_payments", (behind,)),
        Figure("payments", float(len(one.rows)), "count", "split_payments", (behind,)),
    )
    subject = f"{one.payee}:{one.total}:{rows.day(one.rows[0])}"
    return subject, behind.window, one.payee, _category(own), one.total, 0, figures


def rise_finding(rows: LedgerRows, one: PriceRise) -> Draft:
    """At stake is what a year costs more, by the lower end of the rise; that may be saved."""
    charge = one.charge
    own = rows.where(_indices(charge.rows))
    behind = own.named()
    times = YEARLY[charge.period]
    extra = Figure(
        "extra_a_year",
        float(one.extra_yearly),
        "money",
        "price_rises",
        (behind,),
        one.before * (one.ratio.low - 1) * times,
        one.before * (one.ratio.high - 1) * times,
        one.ratio.level,
    )
    figures = (
        Figure.of("price_ratio", one.ratio, "ratio", "price_steps", behind),
        extra,
        Figure("price_before", float(one.before), "money", "price_steps", (behind,)),
        Figure("price_after", float(one.after), "money", "price_steps", (behind,)),
        Figure("cost_a_year", float(charge.yearly), "money", "recurring_charges", (behind,)),
    )
    window = Window(one.since, charge.last_on)
    stake = max(0.0, one.before * (one.ratio.low - 1) * times)
    subject = f"{charge.payee}:{one.since}"
    return subject, window, charge.payee, charge.category, stake, one.extra_yearly, figures


def overrun_finding(rows: LedgerRows, one: Overrun) -> Draft:
    """At stake is the part over budget that is surely unexpected."""
    behind = _month_rows(rows, one.category, one.month)
    function = "budget_overruns"
    figures = (
        Figure.of("unexpected", one.unexpected, "money", function, behind),
        Figure("over_budget", float(one.over), "money", function, (behind,)),
        Figure("actual", float(one.actual), "money", function, (behind,)),
        Figure("budget", float(one.budget), "money", function, ()),
        Figure("p_value", one.p_value, "fraction", function, (behind,)),
    )
    subject = f"{one.category}:{months.label(one.month)}"
    return subject, behind.window, "", one.category, one.unexpected.low, 0, figures


def month_finding(rows: LedgerRows, one: UnusualMonth) -> Draft:
    """At stake is the part that is surely above usual."""
    behind = _month_rows(rows, one.category, one.month)
    figures = (
        Figure.of("excess", one.excess, "money", "unusual_months", behind),
        Figure("actual", float(one.actual), "money", "unusual_months", (behind,)),
        Figure.of("usual", one.usual, "money", "unusual_months"),
    )
    subject = f"{one.category}:{months.label(one.month)}"
    return subject, behind.window, "", one.category, one.excess.low, 0, figures


def payment_finding(rows: LedgerRows, one: UnusualPayment) -> Draft:
    """At stake is what was paid beyond the usual amount."""
    own = rows.where(_indices((one.row,)))
    behind = own.named()
    function = "unusual_payments"
    figures = (
        Figure("amount", float(one.amount), "money", function, (behind,)),
        Figure("usual", float(one.usual), "money", function, ()),
        Figure("times_usual", one.times, "ratio", function, (behind,)),
    )
    subject = f"{one.payee}:{one.amount}:{rows.day(one.row)}"
    return (
        subject, behind.window, one.payee, _category(own), float(one.amount - one.usual), 0, figures
    )  # fmt: skip


def _indices(rows: tuple[int, ...]) -> Ints:
    return np.array(rows, dtype=np.int64)


def _category(own: LedgerRows) -> str:
    return str(own.category[-1])


def _month_rows(rows: LedgerRows, category: str, month: int) -> Evidence:
    window = months.window(month, month)
    own = rows.of_category(category).within(window)
    equals = (("category", (category,)), ("currency", (rows.one_currency(),)))
    return own.evidence(window, equals)

"""Reads of the finance tables, inside an open scope, for agents and screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Max, Sum

from cfo import models
from cfo.analysis import months
from cfo.analysis.budgets import BudgetLine
from cfo.analysis.payroll import Head
from cfo.analysis.receivables import Invoice
from cfo.analysis.rows import LedgerRows
from cfo.analysis.variance import Sold
from cfo.models import Account, Budget, Category, Headcount, Setting, Transaction
from cfo.models.budget import BudgetStatus
from cfo.models.columns import Scenario
from kernel.core.windows import Window
from kernel.tenancy import clock

TRANSFER = "transfer"
EARLIEST = date(1900, 1, 1)
MONTH_ENDS = 4
"""A month whose last line is at most so many days from its end is taken for a whole one."""


@dataclass(frozen=True)
class Ledger:
    """Bank lines as the analysis takes them, and the ids behind the names that it uses.

    A line that is paired with another account's is of the kind "transfer".
    """

    rows: LedgerRows
    categories: Mapping[str, UUID]
    kinds: Mapping[str, str]
    accounts: Mapping[str, UUID]

    def of_currency(self, currency: str) -> Ledger:
        return replace(self, rows=self.rows.of_currency(currency))

    def within(self, window: Window) -> Ledger:
        return replace(self, rows=self.rows.within(window))


def ledger(window: Window | None = None, *, currency: str = "") -> Ledger:
    """The stored lines, of a window and a currency where they are named, oldest first."""
    lines = Transaction.objects.all()
    if window is not None:
        lines = lines.filter(date__range=(window.first, window.last))
    if currency:
        lines = lines.filter(currency=currency)
    categories = {row.pk: row for row in Category.objects.all()}
    accounts = dict(Account.objects.values_list("pk", "name"))
    rows = LedgerRows.of(
        {
            **line,
            "account": accounts[line["account_id"]],
            "category": categories[line["category_id"]].name if line["category_id"] else "",
            "kind": _kind(line, categories),
        }
        for line in lines.order_by("date", "id").values(
            "id", "date", "amount", "currency", "account_id", "category_id", "counterparty",
            "memo", "transfer_id",
        )
    )  # fmt: skip
    return Ledger(
        rows=rows,
        categories={row.name: row.pk for row in categories.values()},
        kinds={row.name: row.kind for row in categories.values()},
        accounts={name: pk for pk, name in accounts.items()},
    )


def _kind(line: Mapping[str, object], categories: Mapping[UUID, Category]) -> str:
    if line["transfer_id"]:
        return TRANSFER
    filed = line["category_id"]
    found = categories.get(filed) if isinstance(filed, UUID) else None
    return str(found.kind) if found else ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the accounts of one currency held before any line, so that `total` plus lines is cash.

    `held` is the accounts' own opening balances added up. A line on or before its account's
    opening day is in that balance already: `early` of them, which come to `early_total`, are taken
    off again.
    """

    currency: str
    held: int
    accounts: int
    early_total: int = 0
    early: int = 0

    @property
    def total(self) -> int:
        return self.held - self.early_total


def openings(currency: str) -> Opening:
    """What the accounts of a currency held before their first line."""
    held = list(Account.objects.filter(currency=currency).values_list("opening_balance", flat=True))
    lines = Transaction.objects.filter(currency=currency, date__lte=F("account__opened_on"))
    early = lines.aggregate(total=Sum("amount"), count=Count("pk"))
    return Opening(currency, sum(held), len(held), early["total"] or 0, early["count"])


def settings() -> Setting | None:
    """The workspace's own settings of finance; None where nobody has set any."""
    return Setting.objects.first()


def heads(currency: str) -> tuple[Head, ...]:
    """People and positions that cost in a currency, as the payroll counts them."""
    return tuple(
        Head(
            row.name,
            months.number_of(row.start_month),
            months.number_of(row.end_month) if row.end_month else None,
            row.cost,
            row.currency,
        )
        for row in Headcount.objects.filter(currency=currency).order_by("start_month", "name")
    )


def currencies() -> list[str]:
    """Every currency that has a line, the one with the most lines first."""
    counted = Transaction.objects.order_by().values_list("currency").annotate(lines=Count("pk"))
    return [code for code, _ in sorted(counted, key=lambda one: (-one[1], one[0]))]


def reporting_currency(workspace_currency: str) -> str:
    """The currency that statements come in first: the settings', or the workspace's own."""
    own = settings()
    return (own.currency if own else "") or workspace_currency


def last_line(currency: str = "") -> date | None:
    """The last day that has a line, of a currency if asked; not after the tenant's today."""
    lines = Transaction.objects.filter(date__lte=clock.today())
    if currency:
        lines = lines.filter(currency=currency)
    found: date | None = lines.aggregate(last=Max("date"))["last"]
    return found


def reach(currency: str, last: date, today: date) -> date:
    """The day up to which lines are known: the last line's, or that of a bank's balance since."""
    stated = Account.objects.filter(currency=currency, stated_on__lte=today)
    balance: date | None = stated.aggregate(last=Max("stated_on"))["last"]
    return max(last, balance or last)


def last_whole_month(last: date, today: date) -> int:
    """The last month that the lines cover whole, as `analysis.months` counts them.

    A month that is over counts from the days around its end on: banks are closed on some.
    """
    number = months.number_of(last)
    if (months.last_day(number) - last).days <= MONTH_ENDS and months.last_day(number) <= today:
        return number
    return number - 1


def approved_budget(currency: str) -> tuple[BudgetLine, ...]:
    """The approved months of the base scenario in a currency, oldest first."""
    rows = Budget.objects.filter(
        status=BudgetStatus.APPROVED, scenario=Scenario.BASE, currency=currency
    ).select_related("category")
    return tuple(
        BudgetLine(months.number_of(row.period), row.category.name, row.category.kind, row.amount)
        for row in rows.order_by("period", "category__name")
    )


def invoices(currency: str) -> tuple[Invoice, ...]:
    """The invoices of a currency as the analysis takes them, oldest first."""
    rows = models.Invoice.objects.filter(currency=currency).order_by("issued_on", "number")
    return tuple(
        Invoice(
            str(row.pk), row.customer, row.issued_on, row.due_on, row.paid_on, row.total,
            row.currency,
        )
        for row in rows
    )  # fmt: skip


def sold(currency: str) -> tuple[tuple[date, Sold], ...]:
    """What the invoices of a currency sold: the day of issue, and the line."""
    rows = models.InvoiceLine.objects.filter(invoice__currency=currency)
    return tuple(
        (issued, Sold(item, quantity, amount))
        for issued, item, quantity, amount in rows.order_by(
            "invoice__issued_on", "invoice__number", "position"
        ).values_list("invoice__issued_on", "item", "quantity", "amount")
    )

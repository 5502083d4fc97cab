"""The rows of the demo company, as plain values named like the tables' columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DemoTenant:
    slug: str
    name: str
    currency: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A bank account; balances in minor units, the closing one as the bank states it."""

    name: str
    bank: str
    currency: str
    opening_balance: int
    opened_on: date
    closing_balance: int
    closed_on: date


@dataclass(frozen=True, slots=True)
class DemoCategory:
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class DemoRule:
    """A row of `cfo_category_rules`."""

    position: int
    field: str
    match: str
    pattern: str
    sign: str
    category: str


@dataclass(frozen=True, slots=True)
class DemoTransaction:
    """A bank line, signed minor units; `category` None where nobody has filed it yet."""

    account: str
    date: date
    amount: int
    currency: str
    counterparty: str
    memo: str
    category: str | None
    bank_id: str


@dataclass(frozen=True, slots=True)
class DemoInvoiceLine:
    """`quantity` in thousandths of a unit; `amount` = quantity x unit price / 1000."""

    item: str
    quantity: int
    unit_price: int
    amount: int


@dataclass(frozen=True, slots=True)
class DemoInvoice:
    number: str
    customer: str
    issued_on: date
    due_on: date
    paid_on: date | None
    currency: str
    total: int
    lines: tuple[DemoInvoiceLine, ...]


@dataclass(frozen=True, slots=True)
class DemoHead:
    """A position: first and last month (as first days), cost a month in minor units."""

    name: str
    start_month: date
    end_month: date | None
    cost: int
    currency: str


@dataclass(frozen=True, slots=True)
class DemoBudget:
    """What is planned for a month (its first day) and category; costs below zero."""

    period: date
    category: str
    amount: int
    scenario: str
    version: int
    status: str


@dataclass(frozen=True, slots=True)
class DemoWorkspace:
    slug: str
    name: str
    currency: str
    time_zone: str
    cash_floor: int
    split_limit: int
    accounts: tuple[DemoAccount, ...]
    categories: tuple[DemoCategory, ...]
    rules: tuple[DemoRule, ...]
    transactions: tuple[DemoTransaction, ...]
    invoices: tuple[DemoInvoice, ...]
    headcount: tuple[DemoHead, ...]
    budgets: tuple[DemoBudget, ...]


@dataclass(frozen=True, slots=True)
class DuplicateTruth:
    """A bill of `amount` was paid on `paid_on` and again on `paid_again_on`."""

    workspace: str
    payee: str
    reference: str
    amount: int
    paid_on: date
    paid_again_on: date


@dataclass(frozen=True, slots=True)
class PriceTruth:
    """From `since` on a monthly subscription costs `after`, twice `before`, give or take 1 %."""

    workspace: str
    payee: str
    since: date
    before: int
    after: int

    @property
    def ratio(self) -> float:
        return self.after / self.before


@dataclass(frozen=True, slots=True)
class OverrunTruth:
    """In `month` (its first day) `extra` was spent on `category` beyond what is usual."""

    workspace: str
    category: str
    month: date
    extra: int


@dataclass(frozen=True, slots=True)
class Truths:
    duplicate: DuplicateTruth
    price: PriceTruth
    overrun: OverrunTruth


@dataclass(frozen=True, slots=True)
class DemoData:
    """One demo tenant's finance data; `truths` is None where nothing is planted."""

    tenant: DemoTenant
    workspaces: tuple[DemoWorkspace, ...]
    truths: Truths | None

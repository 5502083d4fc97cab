"""The finance side of the demo company: two years of bank lines, and planted truths.

`build` gives the same rows for the same seed on every machine.
"""

from __future__ import annotations

from datetime import date, timedelta

from cfo.demo import lines, planted
from cfo.demo.book import Book, Entry, month_after
from cfo.demo.budgets import budgets
from cfo.demo.company import (
    CARD,
    CATEGORIES,
    LOUD,
    MAIN,
    NAMES,
    QUIET,
    RESERVE,
    SUBSCRIPTIONS,
    WORKSPACES,
    WorkspaceProfile,
)
from cfo.demo.filing import rules, transactions
from cfo.demo.planted import Plan
from cfo.demo.shapes import (
    DemoAccount,
    DemoBudget,
    DemoCategory,
    DemoData,
    DemoHead,
    DemoInvoice,
    DemoInvoiceLine,
    DemoRule,
    DemoTenant,
    DemoTransaction,
    DemoWorkspace,
    DuplicateTruth,
    OverrunTruth,
    PriceTruth,
    Truths,
)
from cfo.demo.wholesale import invoices
from kernel.statistics.draws import Draws

__all__ = [
    "AS_OF",
    "SEED",
    "DemoAccount",
    "DemoBudget",
    "DemoCategory",
    "DemoData",
    "DemoHead",
    "DemoInvoice",
    "DemoInvoiceLine",
    "DemoRule",
    "DemoTenant",
    "DemoTransaction",
    "DemoWorkspace",
    "DuplicateTruth",
    "OverrunTruth",
    "PriceTruth",
    "Truths",
    "build",
]

SEED = 20260101
AS_OF = date(2026, 1, 31)
PLAN_STREAM = 29
LINES_STREAM = 21
OPENING = {MAIN: 24_000_000, RESERVE: 6_000_000, CARD: 0}
BANKS = {MAIN: "Hansebank", RESERVE: "Hansebank", CARD: "Union Card"}
CASH_FLOOR = 5_000_000
SPLIT_LIMIT = 1_500_000


def build(seed: int = SEED, quiet: bool = False, as_of: date = AS_OF) -> DemoData:
    """One demo tenant: the loud one with planted truths in its first workspace, or the quiet one.

    Two years of days end with `as_of`. The seed moves every draw and every planted truth.
    """
    tenant = QUIET if quiet else LOUD
    first = month_after(as_of.replace(day=1), -23)
    workspaces = []
    truths = None
    for number, profile in enumerate(WORKSPACES):
        plan = None if quiet or number else planted.drawn_plan(Draws(seed, PLAN_STREAM))
        book = Book(Draws(seed, LINES_STREAM, int(quiet), number), first, as_of, profile.size)
        workspace, found = _workspace(tenant, profile, book, plan)
        workspaces.append(workspace)
        truths = found or truths
    return DemoData(tenant, tuple(workspaces), truths)


def _workspace(
    tenant: DemoTenant, profile: WorkspaceProfile, book: Book, plan: Plan | None
) -> tuple[DemoWorkspace, Truths | None]:
    names = NAMES[tenant.slug]
    lines.sales(book)
    supplies = lines.supplies(book, names, profile.prefix)
    double = None
    if plan is not None:
        double = (plan.subscription, planted.doubles_on(plan, book.months()[-1]))
    before = lines.bills(book, profile.prefix, double)
    lines.weekly_costs(book)
    positions = lines.heads(book, profile.currency)
    lines.salaries(book, positions)
    sold = invoices(book, names, profile.currency, profile.prefix)
    lines.reserves(book)
    truths = None
    if plan is not None and double is not None and before is not None:
        payee, _, on = SUBSCRIPTIONS[plan.subscription]
        truths = Truths(
            planted.pay_again(book, plan, supplies, profile.slug),
            PriceTruth(profile.slug, payee, double[1] + timedelta(days=on - 1), before, before * 2),
            planted.overrun(book, plan, profile.slug),
        )
    settlements = 2 * (len(book.months()) - 1)
    lines.purchases(book, profile.rows - len(book.entries) - settlements)
    lines.settle_card(book)
    workspace = DemoWorkspace(
        slug=profile.slug,
        name=profile.name,
        currency=profile.currency,
        time_zone=profile.time_zone,
        cash_floor=CASH_FLOOR * profile.size // 1000,
        split_limit=SPLIT_LIMIT * profile.size // 1000,
        accounts=_accounts(book, profile),
        categories=CATEGORIES,
        rules=rules(names),
        transactions=transactions(book, profile.currency),
        invoices=sold,
        headcount=positions,
        budgets=budgets(book),
    )
    return workspace, truths


def _accounts(book: Book, profile: WorkspaceProfile) -> tuple[DemoAccount, ...]:
    opened = book.first - timedelta(days=1)
    return tuple(
        DemoAccount(
            name, BANKS[name], profile.currency, opening * profile.size // 1000, opened,
            opening * profile.size // 1000 + _total(book.entries, name), book.last,
        )
        for name, opening in OPENING.items()
    )  # fmt: skip


def _total(entries: list[Entry], account: str) -> int:
    return sum(one.amount for one in entries if one.account == account)

"""The finance rows of the demo companies, put into the tables of one workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.utils import timezone

from cfo import demo_lines
from cfo.demo import DemoWorkspace, build
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
from cfo.models.account import AccountKind
from cfo.models.budget import BudgetStatus
from cfo.models.category_rule import RuleField
from cfo.models.report import ReportStatus
from kernel.decisions.proposals import expire_overdue
from kernel.decisions.recommendation import OPEN
from kernel.tenancy.models import Workspace
from kernel.tenancy.rows import WorkspaceRow
from kernel.tenancy.scope import Scope

FIRST_RUNS = ("forecasting", "reporting", "optimization")
BATCH = 2000
KINDS = {"Reserve": AccountKind.SAVINGS, "Company card": AccountKind.CARD}
FIELDS = {"payee": RuleField.COUNTERPARTY, "memo": RuleField.MEMO, "any": RuleField.EITHER}

RowT = TypeVar("RowT", bound=WorkspaceRow)


def seed(scope: Scope, seed: int, quiet: bool) -> int:
    """Fill the scope's workspace with the demo's rows in place of those that are there.

    Open proposals about the rows that go expire; what was decided stays on record.

    Answers how many rows were written; none for a workspace that the demo does not have.
    """
    assert scope.workspace_id is not None
    slug = Workspace.objects.get(pk=scope.workspace_id).slug
    found = [one for one in build(seed, quiet).workspaces if one.slug == slug]
    if not found:
        return 0
    _empty()
    return _fill(found[0])


def _empty() -> None:
    Recommendation.objects.filter(status__in=OPEN).update(expires_at=timezone.now())
    expire_overdue(Recommendation)
    Report.objects.filter(status=ReportStatus.FINAL).update(status=ReportStatus.DRAFT)
    Budget.objects.filter(status=BudgetStatus.APPROVED).update(status=BudgetStatus.DRAFT)
    for model in (
        Transaction,
        CategoryRule,
        Budget,
        Forecast,
        Metric,
        Report,
        InvoiceLine,
        Invoice,
        Headcount,
        Setting,
        Category,
        Account,
    ):
        rows = model.objects.all()
        rows._raw_delete(rows.db)


def _fill(data: DemoWorkspace) -> int:
    accounts = {
        one.name: Account(
            name=one.name,
            bank=one.bank,
            kind=KINDS.get(one.name, AccountKind.CURRENT),
            currency=one.currency,
            opening_balance=one.opening_balance,
            opened_on=one.opened_on,
            stated_balance=one.closing_balance,
            stated_on=one.closed_on,
        )
        for one in data.accounts
    }
    categories = {one.name: Category(name=one.name, kind=one.kind) for one in data.categories}
    rules = [
        CategoryRule(
            position=one.position,
            field=FIELDS[one.field],
            match=one.match,
            pattern=one.pattern,
            sign=one.sign,
            category=categories[one.category],
        )
        for one in data.rules
    ]
    lines = demo_lines.lines(data, accounts, categories, rules)
    written = (
        _create(Account, list(accounts.values()))
        + _create(Category, list(categories.values()))
        + _create(CategoryRule, rules)
        + _create(Transaction, lines)
        + _plans(data, categories)
        + _invoices(data)
    )
    demo_lines.pair(lines)
    return written


def _plans(data: DemoWorkspace, categories: Mapping[str, Category]) -> int:
    budgets = [
        Budget(
            period=one.period,
            category=categories[one.category],
            amount=one.amount,
            currency=data.currency,
            scenario=one.scenario,
            version=one.version,
            status=one.status,
        )
        for one in data.budgets
    ]
    heads = [
        Headcount(
            name=one.name,
            start_month=one.start_month,
            end_month=one.end_month,
            cost=one.cost,
            currency=one.currency,
        )
        for one in data.headcount
    ]
    decided = Setting(
        cash_floor=data.cash_floor, split_limit=data.split_limit, currency=data.currency
    )
    return _create(Budget, budgets) + _create(Headcount, heads) + _create(Setting, [decided])


def _invoices(data: DemoWorkspace) -> int:
    invoices = [
        Invoice(
            number=one.number,
            customer=one.customer,
            issued_on=one.issued_on,
            due_on=one.due_on,
            paid_on=one.paid_on,
            currency=one.currency,
            total=one.total,
        )
        for one in data.invoices
    ]
    lines = [
        InvoiceLine(
            invoice=invoice,
            position=place,
            item=line.item,
            quantity=line.quantity,
            unit_price=line.unit_price,
            amount=line.amount,
        )
        for invoice, one in zip(invoices, data.invoices, strict=True)
        for place, line in enumerate(one.lines, start=1)
    ]
    return _create(Invoice, invoices) + _create(InvoiceLine, lines)


def _create(model: type[RowT], rows: Sequence[RowT]) -> int:
    model.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)

"""The demo company's finance rows, as they stand in the tables."""

from __future__ import annotations

import pytest
from django.db.models import F, Sum

from cfo import demo_data
from cfo.demo import AS_OF, SEED, build
from cfo.models import Account, Budget, Invoice, InvoiceLine, Setting, Transaction
from kernel.management.commands import demo
from kernel.tenancy.models import Workspace


@pytest.fixture
def seeded(cast, db):
    with cast.scope() as scope:
        Workspace.objects.filter(pk=scope.workspace_id).update(slug="europe")
        demo_data.seed(scope, SEED, False)
        yield scope


def test_the_kernel_and_the_rows_speak_of_the_same_companies():
    for planned in demo.COMPANIES:
        data = build(quiet=planned.quiet)
        assert (data.tenant.slug, data.tenant.name) == (planned.slug, planned.name)
        assert [(one.slug, one.name, one.currency, one.time_zone) for one in data.workspaces] == [
            (one.slug, one.name, one.currency, one.time_zone) for one in demo.PLACES
        ]
    assert (SEED, AS_OF) == (demo.SEED, demo.AS_OF)


def test_every_row_of_the_demo_is_there_once_however_often_it_is_seeded(seeded):
    data = build().workspaces[0]
    written = demo_data.seed(seeded, SEED, False)
    assert Transaction.objects.count() == len(data.transactions) == 5000
    assert Budget.objects.count() == len(data.budgets)
    assert InvoiceLine.objects.count() == sum(len(one.lines) for one in data.invoices)
    assert written > 5000 + len(data.budgets)


def test_its_balances_transfers_and_invoices_agree(seeded):
    for account in Account.objects.annotate(lines=Sum("transactions__amount")):
        assert account.opening_balance + account.lines == account.stated_balance, account
    halves = Transaction.objects.filter(transfer__isnull=False)
    assert halves.count() == 2 * (24 + 23)
    assert not halves.exclude(transfer__transfer=F("pk")).exists()
    for invoice in Invoice.objects.annotate(sold=Sum("lines__amount")):
        assert invoice.sold == invoice.total, invoice
    decided = Setting.objects.get()
    assert (decided.currency, decided.cash_floor > 0, decided.split_limit > 0) == (
        "EUR", True, True
    )  # fmt: skip


def test_most_lines_are_filed_by_rules_and_a_few_wait(seeded):
    by = {who: Transaction.objects.filter(filed_by=who).count() for who in ("rule", "person")}
    waiting = Transaction.objects.filter(category=None)
    assert by["rule"] > by["person"] > 0
    assert 0 < waiting.count() < 60
    assert set(waiting.values_list("filed_by", flat=True)) == {"none"}
    wrong = Transaction.objects.filter(rule__isnull=False).exclude(category=F("rule__category"))
    assert not wrong.exists()


def test_a_workspace_of_another_name_is_left_alone(cast, db):
    with cast.scope() as scope:
        assert demo_data.seed(scope, SEED, False) == 0
        assert not Transaction.objects.exists()

"""The demo company is the same everywhere, adds up, and differs by seed."""

import hashlib
from collections import Counter
from datetime import date

import pytest

from cfo.analysis import categorised, months, paired_transfers, payroll_by_head
from cfo.analysis.payroll import Head
from cfo.analysis.rules import Rule
from cfo.demo import AS_OF, SEED, DemoData, build
from cfo.tests.analysis.rows import of_workspace

KNOWN_DIGEST = "220c35bb49f347a504c8ad134c62a8339ad8ad426b13d6dec46ee345cb67dcdc"


@pytest.fixture(scope="module")
def demo() -> DemoData:
    return build()


def test_the_same_seed_gives_the_same_rows_on_every_machine(demo) -> None:
    assert hashlib.sha256(repr(demo).encode()).hexdigest() == KNOWN_DIGEST


def test_another_seed_moves_rows_and_truths(demo) -> None:
    other = build(SEED + 1)
    assert other.truths.duplicate != demo.truths.duplicate
    assert other.truths.overrun != demo.truths.overrun
    assert other.workspaces[0].transactions != demo.workspaces[0].transactions


def test_the_first_workspace_has_5000_lines_in_two_years(demo) -> None:
    rows = demo.workspaces[0].transactions
    assert len(rows) == 5000
    assert date(2024, 2, 1) <= min(row.date for row in rows)
    assert max(row.date for row in rows) <= AS_OF


def test_no_bank_id_comes_twice_and_every_line_has_an_account_of_the_workspace(demo) -> None:
    for workspace in demo.workspaces:
        ids = Counter(row.bank_id for row in workspace.transactions)
        assert set(ids.values()) == {1}
        names = {account.name for account in workspace.accounts}
        assert {row.account for row in workspace.transactions} == names


def test_what_was_planted_is_in_the_rows(demo) -> None:
    truth = demo.truths.duplicate
    paid = [
        row.date
        for row in demo.workspaces[0].transactions
        if row.memo == truth.reference and row.counterparty == truth.payee
    ]
    assert paid == [truth.paid_on, truth.paid_again_on]


def test_the_quiet_company_has_the_same_volumes_and_nothing_planted(demo) -> None:
    quiet = build(quiet=True)
    assert quiet.truths is None
    for loud, calm in zip(demo.workspaces, quiet.workspaces, strict=True):
        assert len(loud.transactions) == len(calm.transactions)
        spent = [sum(-r.amount for r in one.transactions if r.amount < 0) for one in (loud, calm)]
        assert spent[0] == pytest.approx(spent[1], rel=0.03)


def test_rules_file_a_line_as_it_is_filed_or_not_at_all(demo) -> None:
    workspace = demo.workspaces[0]
    rows, _ = of_workspace(workspace)
    rules = [
        Rule(str(one.position), one.position, one.field, one.match, one.pattern, one.category,
             one.sign)
        for one in workspace.rules
    ]  # fmt: skip
    found = categorised(rows, rules)
    for line, row in zip(found, workspace.transactions, strict=True):
        assert line.category in (None, row.category) or row.category is None
    assert sum(line.category is not None for line in found) > len(found) * 0.6


def test_every_transfer_has_its_other_half_but_those_on_the_way(demo) -> None:
    rows, _ = of_workspace(demo.workspaces[0])
    found = paired_transfers(rows)
    transfers = sum(row.category == "Transfers" for row in demo.workspaces[0].transactions)
    assert len(found.pairs) * 2 + len(found.unpaired) == transfers
    assert len(found.unpaired) <= 1


def test_invoice_lines_add_up_and_paid_ones_stand_in_the_bank(demo) -> None:
    workspace = demo.workspaces[0]
    paid = Counter((row.memo, row.amount, row.date) for row in workspace.transactions)
    for invoice in workspace.invoices:
        assert invoice.total == sum(line.amount for line in invoice.lines)
        for line in invoice.lines:
            assert line.amount * 1000 == line.quantity * line.unit_price
        if invoice.paid_on is not None:
            assert paid[f"Invoice {invoice.number}", invoice.total, invoice.paid_on] == 1
    assert any(invoice.paid_on is None for invoice in workspace.invoices)


def test_what_the_heads_cost_is_what_the_bank_paid(demo) -> None:
    workspace = demo.workspaces[0]
    heads = [
        Head(one.name, months.number_of(one.start_month),
             None if one.end_month is None else months.number_of(one.end_month), one.cost,
             one.currency)
        for one in workspace.headcount
    ]  # fmt: skip
    first, last = months.number_of(date(2024, 2, 1)), months.number_of(AS_OF)
    rows, _ = of_workspace(workspace)
    paid = rows.of_kinds("payroll").monthly(first, last)
    assert tuple(-amount for amount in paid) == payroll_by_head(heads, first, last).by_month


def test_budgets_are_near_what_was_spent_over_the_two_years(demo) -> None:
    workspace = demo.workspaces[0]
    kinds = {category.name: category.kind for category in workspace.categories}
    for kind in ("revenue", "cogs", "payroll", "opex"):
        planned = sum(one.amount for one in workspace.budgets if kinds[one.category] == kind)
        spent = sum(
            row.amount for row in workspace.transactions if kinds.get(row.category or "") == kind
        )
        assert spent == pytest.approx(planned, rel=0.05)

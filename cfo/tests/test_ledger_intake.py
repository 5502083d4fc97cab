"""The ledger intake from request to rows: filed, paired, proposed, and held against the bank."""

from __future__ import annotations

import datetime as dt

import pytest

from cfo.models import Account, Category, CategoryRule, Recommendation, Transaction
from cfo.tests import cast as rows
from kernel.decisions.approvals import approve, undo
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, figures_changed, ran


def late_lines(named, payee="Cloudstead Hosting", rail="City Rail"):
    """Lines of January that nobody has filed: one that a rule fits, three of a known payee."""
    main = named["main"]
    travel = named["categories"]["Travel"]
    filed = [
        rows.line(main, dt.date(2025, 12, day), -9_000 - day, rail, travel)
        for day in (3, 4, 5, 8, 9, 10)
    ]
    waits = [rows.line(main, dt.date(2026, 1, day), -4_000, f"{rail} {day}") for day in (12, 13)]
    by_rule = rows.line(main, dt.date(2026, 1, 28), -62_000, payee)
    Transaction.objects.bulk_create([*filed, *waits, by_rule])


def new_transfer(named):
    """Two lines that can only be one transfer."""
    halves = [
        rows.line(named["main"], dt.date(2026, 1, 28), -7_700, "Own account Reserve"),
        rows.line(named["reserve"], dt.date(2026, 1, 29), 7_700, "Own account Main"),
    ]
    Transaction.objects.bulk_create(halves)
    return halves


def furnish():
    rows.stand_still()
    named = rows.ledger()
    late_lines(named)
    CategoryRule.objects.filter(pattern="Own account").delete()
    return named, new_transfer(named)


def furnish_otherwise():
    """Another business, whose account differs from its bank."""
    rows.stand_still()
    named = rows.ledger(months=14)
    late_lines(named, "Kontor Property", "Harbour Ferry")
    Account.objects.filter(name="Reserve").update(
        name="Rainy day", stated_balance=1_000, stated_on=rows.TODAY
    )


class TestLedgerIntake(AgentTests):
    module, mode = "ai_cfo", "setup"
    writes = (Recommendation,)
    refused = {"/since": {"since": "yesterday"}, "/only_propose": {"only_propose": "perhaps"}}

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


def intake(cast, payload=None):
    return ran(cast, "ai_cfo", "setup", payload)


@pytest.fixture
def kept(cast, db):
    with cast.scope():
        furnish()
    return cast


def test_rules_file_what_they_fit_and_nothing_else(kept):
    run = intake(kept)
    assert [one["category"] for one in run.output["filed"]] == ["Software"]
    assert book_of(run)["lines.filed"].value == 1
    with kept.scope():
        filed = Transaction.objects.get(counterparty="Cloudstead Hosting", amount=-62_000,
                                        date=dt.date(2026, 1, 28))  # fmt: skip
        assert (str(filed.category), filed.filed_by) == ("Software", "rule")
        assert Transaction.objects.filter(counterparty__startswith="City Rail ").exclude(
            category=None
        ).count() == 0  # fmt: skip


def test_halves_that_fit_nothing_else_are_paired(kept):
    run = intake(kept)
    assert run.output["pairs"] == 1
    with kept.scope():
        out = Transaction.objects.get(amount=-7_700)
        assert out.transfer.amount == 7_700
        assert out.transfer.transfer_id == out.pk


def test_asked_to_change_nothing_it_writes_proposals_only(kept):
    run = intake(kept, {"only_propose": True})
    assert (run.output["filed"], run.output["pairs"]) == ([], 0)
    with kept.scope():
        assert Transaction.objects.filter(category=None, transfer=None).count() == 6
        assert Recommendation.objects.exists()


def test_what_earlier_lines_say_is_proposed_with_its_odds(kept):
    run = intake(kept)
    [rail] = [one for one in run.output["suggestions"] if one["category"] == "Travel"]
    book = book_of(run)
    assert book[f"{rail['key']}.agree"].value == book[f"{rail['key']}.of"].value == 6
    assert book[f"{rail['key']}.lines"].value == 3
    assert 0.5 < book[f"{rail['key']}.sure"].value < 1


def test_an_approved_proposal_files_the_lines_and_makes_the_rule_and_undo_takes_both_back(kept):
    intake(kept)
    with kept.scope(kept.fay):
        row = Recommendation.objects.get(kind="file_lines")
        approve(row, by=kept.fay, action_hash=row.action_hash)
        filed = Transaction.objects.filter(counterparty__startswith="City Rail", date__year=2026)
        assert {str(one.category) for one in filed} == {"Travel"}
        assert CategoryRule.objects.filter(category__name="Travel").count() == 1
    with kept.scope(kept.fay):
        row.refresh_from_db()
        undo(row, by=kept.fay)
        filed = Transaction.objects.filter(counterparty__startswith="City Rail", date__year=2026)
        assert {one.category for one in filed} == {None}
        assert not CategoryRule.objects.filter(category__name="Travel").exists()


def test_an_account_that_differs_from_the_bank_is_a_finding_with_its_rows(kept):
    with kept.scope():
        Account.objects.filter(name="Reserve").update(stated_balance=123)
    run = intake(kept)
    [found] = [one for one in run.output["findings"] if one["kind"] == "balance"
               and "Reserve" in one["title"]]  # fmt: skip
    book = book_of(run)
    difference = book[f"{found['key']}.difference"]
    assert difference.value == 123 - book[f"{found['key']}.computed"].value
    with kept.scope(kept.fay):
        shown = behind(difference.rows[0])
        assert not shown.changed


def test_a_month_without_a_line_in_a_busy_account_is_a_finding(kept):
    with kept.scope():
        Transaction.objects.filter(
            account__name="Main", date__range=("2025-06-01", "2025-06-30"), transfer=None
        ).delete()
        Transaction.objects.filter(date__range=("2025-06-01", "2025-06-30")).delete()
    run = intake(kept)
    [gap] = [one for one in run.output["findings"] if one["kind"] == "gap"]
    assert book_of(run)["account.main.missing_from"].value == dt.date(2025, 6, 1)
    assert "Main" in gap["text"]


def test_one_line_changes_exactly_the_figures_of_its_account(kept):
    options = {"only_propose": True}
    before = intake(kept, options)
    with kept.scope():
        reserve = Account.objects.get(name="Reserve")
        sales = Category.objects.get(name="Sales")
        rows.line(reserve, dt.date(2026, 1, 30), 1_111, "Interest", sales).save()
    changed = figures_changed(before, intake(kept, options))
    moved = {key: (one.after.value or 0) - (one.before.value or 0) for key, one in changed.items()}
    assert moved == {
        "lines.all": 1,
        "account.reserve.lines": 1_111,
        "account.reserve.computed": 1_111,
        "account.reserve.difference": -1_111,
    }


def test_a_ledger_in_order_says_so(financed):
    with financed.scope():
        Transaction.objects.filter(category=None).delete()
        main = Account.objects.get(name="Main")
        total = sum(Transaction.objects.filter(account=main).values_list("amount", flat=True))
        Account.objects.filter(pk=main.pk).update(stated_balance=main.opening_balance + total)
    run = intake(financed)
    assert "No line waits any more." in run.output["summary"]
    assert "agree with the bank" in run.output["summary"]
    assert run.output["findings"] == []


def test_a_company_without_categories_is_told_where_to_begin(cast, db):
    with cast.scope():
        rows.stand_still()
        account = Account.objects.create(
            name="Quiet", bank="", kind="current", currency="EUR", opening_balance=0,
            opened_on=dt.date(2025, 1, 31),
        )  # fmt: skip
        days = (dt.date(2025, 2, 1) + dt.timedelta(days=at) for at in range(364))
        Transaction.objects.bulk_create(rows.line(account, day, 0, "Fee waived") for day in days)
    run = intake(cast)
    assert run.status == "succeeded", run.error
    assert any("There are no categories yet" in one for one in run.output["defaults"])

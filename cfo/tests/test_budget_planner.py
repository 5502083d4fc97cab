"""The budget planner from request to drafts: scenarios, goals, the cash floor, versions."""

from __future__ import annotations

import datetime as dt

import pytest

from cfo.budgeting.goals import read_goal
from cfo.models import (
    Account,
    Budget,
    Category,
    Headcount,
    Recommendation,
    Setting,
    Transaction,
)
from cfo.tests import cast as rows
from cfo.tests.test_forecaster import furnish, furnish_otherwise
from kernel.decisions.approvals import approve, undo
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, figures_changed, ran


class TestBudgetPlanner(AgentTests):
    module, mode = "ai_cfo", "strategy"
    writes = (Budget,)
    edit = (Budget, "amount", -4_200)
    refused = {
        "/months": {"months": 13},
        "/goals/0": {"goals": ["Travel less"]},
        "/floor": {"floor": -1},
        "/currency": {"currency": "euros"},
        "/start": {"start": "soon"},
    }

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


def planned(cast, payload=None):
    return ran(cast, "ai_cfo", "strategy", payload)


def amounts_of(cast, scenario="base", **which):
    with cast.scope():
        found = Budget.objects.filter(scenario=scenario, **which).select_related("category")
        totals: dict[str, int] = {}
        for row in found:
            totals[row.category.name] = totals.get(row.category.name, 0) + row.amount
        return totals


def test_the_next_year_is_planned_in_three_scenarios(financed):
    run = planned(financed)
    with financed.scope():
        months = sorted(set(Budget.objects.values_list("period", flat=True)))
        scenarios = set(Budget.objects.values_list("scenario", flat=True))
        statuses = set(Budget.objects.values_list("status", flat=True))
    assert (months[0], months[-1], len(months)) == (dt.date(2026, 2, 1), dt.date(2027, 1, 1), 12)
    assert scenarios == {"base", "low", "high"}
    assert statuses == {"draft"}
    assert run.output["version"] == 1
    low, base, high = (amounts_of(financed, name) for name in ("low", "base", "high"))
    assert low["Sales"] < base["Sales"] < high["Sales"]
    assert base["Goods"] < 0


def test_the_rows_add_up_to_what_the_run_says(financed):
    book = book_of(planned(financed))
    for name in ("base", "low", "high"):
        assert sum(amounts_of(financed, name).values()) == book[f"{name}.left"].value
        income, cost = book[f"{name}.income"].value, book[f"{name}.cost"].value
        assert income - cost == book[f"{name}.left"].value
        assert book[f"{name}.end"].value == book["cash.now"].value + book[f"{name}.left"].value


def test_every_figure_of_money_opens_rows_that_are_as_it_says(financed):
    book = book_of(planned(financed))
    named = {repr(part): part for fact in book for part in fact.rows}
    assert len(named) > 8
    with financed.scope():
        changed = [part for part in named.values() if behind(part).changed]
    assert changed == []


def test_a_goal_moves_its_category_by_just_that_and_no_other(financed):
    before = amounts_of_run(planned(financed))
    after = amounts_of_run(planned(financed, {"goals": ["software: -10 %"]}))
    assert after["Software"] == pytest.approx(before["Software"] * 0.9, abs=12)
    assert {n: a for n, a in after.items() if n != "Software"} == {
        n: a for n, a in before.items() if n != "Software"
    }


def amounts_of_run(run):
    return {part["category"]: sum(part["base"]) for part in run.output["categories"]}


def test_a_goal_for_a_category_that_is_not_there_is_asked_about(financed):
    run = planned(financed, {"goals": ["Zeppelins: +5%"]})
    assert run.output["questions"][0]["what"] == "A category called “Zeppelins”"


def test_one_payment_more_changes_its_category_and_the_cash_and_nothing_else(financed):
    before = planned(financed)
    with financed.scope():
        software = Category.objects.get(name="Software")
        account = Account.objects.get(name="Main")
        extra = rows.line(account, dt.date(2025, 12, 12), -70_000, "Cloudstead", software)
        Transaction.objects.bulk_create([extra])
    after = planned(financed)
    one, other = amounts_of_run(before), amounts_of_run(after)
    assert {name for name in one if one[name] != other[name]} == {"Software"}
    kept = ("category.software.", "cash.now", "base.", "low.", "high.")
    changed = figures_changed(before, after)
    assert {key for key in changed if not key.startswith(kept)} == set()
    assert not any(key.endswith(".income") for key in changed)


def test_payroll_follows_the_positions(financed):
    with financed.scope():
        Headcount.objects.filter(name="Roaster").delete()
    part = next(
        one for one in planned(financed).output["categories"] if one["category"] == "Salaries"
    )
    assert part["basis"] == "planned"
    assert set(part["base"]) == {-410_000}


def test_costs_that_never_change_are_agreed_and_not_cut(financed):
    with financed.scope():
        Setting.objects.update(cash_floor=10**12)
    run = planned(financed)
    parts = {one["category"]: one for one in run.output["categories"]}
    assert parts["Rent"]["agreed"]
    assert set(parts["Rent"]["low"]) == {-280_000}
    assert book_of(run)["base.short"].value > 0
    assert run.output["findings"][0]["kind"] == "budget_floor"


def test_cuts_keep_the_floor_where_they_can(financed):
    run = planned(financed, {"agreed": ["Rent"], "months": 3})
    lowest = book_of(run)["base.lowest"].value
    floor = (lowest + 30_000) / 100
    cut = planned(financed, {"agreed": ["Rent"], "months": 3, "floor": floor})
    book = book_of(cut)
    assert book["base.lowest"].value >= book["cash.floor"].value
    assert book["base.cut"].value > 0
    assert "base.short" not in book


def test_a_month_that_is_over_is_not_planned(financed):
    need = planned(financed, {"start": "2025-06-15"}).output["needs"][0]
    assert need["what"] == "A first month that lies ahead"


def test_a_later_start_leaves_the_months_between_as_forecast(financed):
    run = planned(financed, {"start": "2026-04-10", "months": 3})
    assert run.output["months"] == ["2026-04-01", "2026-05-01", "2026-06-01"]
    soon = planned(financed, {"start": "2026-02-01", "months": 5})
    assert amounts_of_run(run)["Rent"] == -3 * 280_000
    book, whole = book_of(run), book_of(soon)
    assert book["base.end"].value == whole["base.end"].value


def test_approving_makes_the_version_count_and_undoing_brings_back_the_one_before(financed):
    planned(financed)
    _decide(financed)
    assert statuses(financed) == {1: {"approved"}}
    run = planned(financed)
    assert run.output["version"] == 2
    two = _decide(financed)
    assert statuses(financed) == {1: {"draft"}, 2: {"approved"}}
    with financed.scope(financed.fay):
        undo(Recommendation.objects.get(pk=two))
    assert statuses(financed) == {1: {"approved"}, 2: {"draft"}}


def statuses(cast):
    with cast.scope():
        found: dict[int, set[str]] = {}
        for version, status in Budget.objects.values_list("version", "status"):
            found.setdefault(version, set()).add(status)
        return found


def _decide(cast):
    with cast.scope(cast.fay):
        row = Recommendation.objects.get(kind="budget", status="pending")
        approve(row, action_hash=row.action_hash)
        return row.pk


def test_without_a_filed_line_it_says_that_lines_are_to_be_filed(cast, db):
    with cast.scope():
        rows.stand_still()
        rows.ledger(months=6)
        Category.objects.exclude(kind="transfer").delete()
    need = planned(cast).output["needs"][0]
    assert need["what"] == "Lines with a category"


@pytest.mark.parametrize(
    ("text", "change"),
    [("Travel: -10%", -0.1), ("Ads : +7,5 %", 0.075), ("Rent: 0%", 0.0), ("A: B: −3%", -0.03)],
)
def test_goals_are_read_as_people_write_them(text, change):
    found = read_goal(text)
    assert found is not None
    assert found.change == pytest.approx(change)


@pytest.mark.parametrize("text", ["Travel", "Travel -10%", ": 5%", "Travel: -101%", "Travel: x%"])
def test_what_is_no_goal_is_none(text):
    assert read_goal(text) is None


def test_a_late_ledger_is_planned_from_the_month_that_is_not_over(financed):
    with financed.scope():
        rows.stand_still(dt.date(2026, 4, 20))
    run = planned(financed, {"months": 3})
    assert run.output["months"][0] == "2026-04-01"
    assert any("until then" in line for line in run.output["defaults"])


def test_few_months_are_planned_by_their_mean(cast, db):
    with cast.scope():
        rows.stand_still()
        rows.ledger(months=4)
    parts = {one["category"]: one for one in planned(cast, {"months": 2}).output["categories"]}
    assert parts["Rent"]["basis"] == "mean"
    assert parts["Rent"]["base"] == [-280_000, -280_000]

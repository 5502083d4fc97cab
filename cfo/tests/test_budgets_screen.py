"""The Budgets screen: versions, scenarios, a month against actual, approval."""

from __future__ import annotations

import datetime as dt

import pytest

from cfo.models import Budget, Category
from kernel.audit.models import AuditEvent
from kernel.resources.evidence import behind
from kernel.runs.testing import ran

PATH = "/cfo/budgets/"
JANUARY = dt.date(2026, 1, 1)


def shown(client, who, path=PATH, **headers):
    client.force_login(who)
    answer = client.get(path, **headers)
    assert answer.status_code == 200, answer.content[:300]
    return answer.content.decode()


def write_budget(version=1, status="draft", **amounts):
    for name, amount in amounts.items():
        Budget.objects.create(
            period=JANUARY,
            category=Category.objects.get(name=name),
            amount=amount,
            currency="EUR",
            scenario="base",
            version=version,
            status=status,
        )


@pytest.fixture
def budgeted(financed):
    with financed.scope():
        write_budget(status="approved", Rent=-280_000, Software=-50_000, Travel=-10_000)
    return financed


def test_without_a_budget_the_planner_is_offered(client, financed):
    page = shown(client, financed.fay)
    assert "No budget yet" in page
    assert "/runs/console/cfo/?mode=strategy" in page


def test_without_lines_a_statement_is_asked_for(client, cast, db):
    page = shown(client, cast.fay)
    assert "/imports/new/?kind=cfo/statements" in page


def test_a_month_is_held_against_its_lines(client, budgeted):
    page = shown(client, budgeted.fay)
    assert "Budget against actual" in page
    assert "January 2026" in page
    assert "as planned" in page  # the rent
    assert "worse" in page  # software
    assert "no budget" in page  # sales


def test_every_figure_opens_the_rows_that_add_up_to_it(client, budgeted):
    page = shown(client, budgeted.fay)
    for key in ("actual.rent", "budget.software", "base.left"):
        assert f"?evidence={key}" in page
        drawer = shown(client, budgeted.fay, f"{PATH}?evidence={key}", HTTP_HX_REQUEST="true")
        assert "Rows have changed" not in drawer
        assert "Sum of" in drawer


def test_the_drawers_rows_are_the_sums(client, budgeted):
    from cfo.budgeting import shown as budgets
    from kernel.core.facts import FactBook

    book = FactBook()
    with budgeted.scope():
        version = budgets.versions_of("EUR")[0]
        rows = budgets.planned(1, "EUR")
        budgets.scenario_facts(book, version, rows, budgets.shown_months(version), "EUR")
        assert book["base.cost"].value == 340_000
        assert not any(behind(part).changed for fact in book for part in fact.rows)


def test_a_planned_version_waits_to_be_decided_in_three_scenarios(client, financed):
    ran(financed, "ai_cfo", "strategy")
    page = shown(client, financed.fay)
    assert "Approve version 1 of the budget" in page
    assert "case=low" in page
    assert "case=high" in page
    assert "Why each amount" in page
    assert "case=low" in shown(client, financed.fay, f"{PATH}?case=low")


def test_a_version_by_hand_is_approved_on_the_screen_and_replaces_the_one_before(client, budgeted):
    with budgeted.scope():
        write_budget(version=2, Rent=-300_000)
    client.force_login(budgeted.fay)
    assert "Approve version 2" in shown(client, budgeted.fay)
    answer = client.post(f"{PATH}versions/2/approval/", {"currency": "EUR"})
    assert answer.status_code == 302
    with budgeted.scope():
        approved = set(Budget.objects.filter(status="approved").values_list("version", flat=True))
        assert approved == {2}
        assert AuditEvent.objects.filter(event="cfo.budget_approved").exists()


def test_a_version_that_is_not_there_is_a_conflict_in_words(client, budgeted):
    client.force_login(budgeted.fay)
    answer = client.post(f"{PATH}versions/7/approval/", {"currency": "EUR"})
    assert answer.status_code == 409
    assert "no longer there" in answer.content.decode()


def test_the_list_below_takes_its_own_filters(client, budgeted):
    page = shown(client, budgeted.fay, f"{PATH}?scenario=base&plan=1")
    assert "All rows" in page

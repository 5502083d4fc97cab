"""The Plan screen: where the plan stands, its steps ticked, its status moved, its figures opened."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from cmo.models import Campaign, MarketingPlan, MetricsSnapshot
from cmo.tests import cast as rows
from cmo.tests.test_plan_90day import furnish
from kernel.runs.testing import ran

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(cast, db):
    with cast.scope():
        furnish()
    ran(cast, "ai_cmo", "strategy")
    return cast


@pytest.fixture
def bob(planned):
    client = Client()
    client.force_login(planned.bob)
    return client


def text_of(client, query=None):
    page = client.get("/cmo/plan/", query or {})
    assert page.status_code == 200, page.content
    return page.content.decode()


def plan_of(cast):
    with cast.scope():
        return MarketingPlan.objects.order_by("created_at").first()


def test_the_plan_shows_goal_steps_budget_curves_and_risks(bob, planned):
    text = text_of(bob)
    for words in (
        "90-day plan from 2 Feb 2026", "Baseline", "Target", "Milestones", "Budget",
        "What spend brings", "Risks", "No curve.", "To decide",
    ):  # fmt: skip
        assert words in text, words
    assert text.count('class="due__item') >= 8
    assert "schedule" in text


def test_each_figure_opens_rows_that_add_up(bob, planned):
    with planned.scope():
        rows.stand_still(dt.date(2026, 2, 20))
        MarketingPlan.objects.update(start=dt.date(2026, 1, 10))
        plan = MarketingPlan.objects.get()
        Campaign.objects.filter(name="Morning ritual").update(plan=plan)
    keys = set(re.findall(r"evidence=([a-z0-9._-]+)", text_of(bob)))
    assert {"goal.baseline", "now.goal", "now.left", "expected.goal"} <= keys
    assert len(keys) > 12
    for key in sorted(keys - {"now.held"}):
        page = bob.get("/cmo/plan/", {"evidence": key}, headers={"HX-Request": "true"})
        drawer = page.content.decode()
        assert 'id="evidence-t"' in drawer, key
        assert "have changed" not in drawer, key
        assert "<html" not in drawer


def test_the_budget_left_is_the_plans_without_its_campaigns(bob, planned):
    plan = plan_of(planned)
    with planned.scope():
        Campaign.objects.filter(name="Morning ritual").update(plan=plan, budget=500_000)
    left = f"€{(plan.budget - 500_000) / 100:,.0f}"
    assert left in text_of(bob)


def test_a_proposed_plan_has_one_next_step_and_its_other_moves_in_a_menu(bob, planned):
    head = text_of(bob).partition("pagehead__tools")[2].partition("kpis")[0]
    assert head.count("btn--primary") == 1
    assert 'href="#h-to-decide"' in head
    tools, menu = head.partition('class="menu"')[::2]
    assert "Approve" not in tools
    assert {"Approve", "Activate", "Archive"} <= set(re.findall(r"</svg>(\w+)</button>", menu))


def test_a_plan_without_a_proposal_is_activated_from_its_head(cast, db):
    with cast.scope():
        MarketingPlan.objects.create(
            name="By hand", start="2026-02-01", end="2026-05-01", currency="EUR"
        )
    client = Client()
    client.force_login(cast.bob)
    head = text_of(client).partition("pagehead__tools")[2].partition("kpis")[0]
    assert re.search(r'activation/".*?btn--primary', head, re.S)
    assert head.count("btn--primary") == 1


def test_an_old_history_is_told_in_words(bob, planned):
    assert "From an older history" not in text_of(bob)
    with planned.scope():
        rows.stand_still(dt.date(2026, 8, 20))
        MarketingPlan.objects.update(start=dt.date(2026, 8, 1), end=dt.date(2026, 10, 29))
    text = text_of(bob)
    assert "From an older history" in text
    assert "end on 31 Jan, 6 months before the plan begins" in text


def test_what_lacks_the_same_is_said_once_for_all_channels(cast, db):
    with cast.scope():
        furnish()
        MetricsSnapshot.objects.filter(date__lt=dt.date(2026, 1, 1)).delete()
    ran(cast, "ai_cmo", "strategy")
    client = Client()
    client.force_login(cast.bob)
    text = text_of(client)
    assert text.count("No curve.") == 1
    assert "Paid search, Paid social, Display" in text


def test_steps_far_off_are_folded_and_each_is_there_once(bob):
    text = text_of(bob)
    assert "further milestones" in text
    numbers = re.findall(r'due__number">(\d+)<', text)
    assert sorted(map(int, numbers)) == list(range(1, len(numbers) + 1))


def test_a_step_is_ticked_and_taken_back(bob, planned):
    plan = plan_of(planned)
    path = f"/cmo/marketing-plans/{plan.pk}/milestones/agree/"
    done = bob.post(f"{path}completion/")
    assert done.status_code == 302
    assert done["Location"].endswith("#step-agree")
    assert {one["key"]: one["done"] for one in plan_of(planned).milestones}["agree"] is True
    assert "due__item--done" in text_of(bob)
    bob.post(f"{path}reopening/")
    assert not any(one["done"] for one in plan_of(planned).milestones)


def test_a_step_that_there_is_not_is_not_found(bob, planned):
    path = f"/cmo/marketing-plans/{plan_of(planned).pk}/milestones/dance/completion/"
    assert bob.post(path).status_code == 404


def test_a_step_whose_day_has_passed_is_late(bob, planned):
    with planned.scope():
        rows.stand_still(dt.date(2026, 2, 20))
    text = text_of(bob)
    assert "due__item--late" in text
    assert "due__item--next" in text
    assert "today" in text


@pytest.mark.parametrize(
    ("verb", "status"),
    [("approval", "approved"), ("activation", "active"), ("archival", "archived")],
)
def test_a_plan_moves_on_by_post(bob, planned, verb, status):
    plan = plan_of(planned)
    done = bob.post(f"/cmo/marketing-plans/{plan.pk}/{verb}/")
    assert done.status_code == 302
    assert plan_of(planned).status == status


def test_activating_completes_the_plan_before_it(bob, planned):
    with planned.scope():
        MarketingPlan.objects.create(
            name="Autumn", status="active", start="2025-11-01", end="2026-01-31", currency="EUR"
        )
    plan = plan_of(planned)
    bob.post(f"/cmo/marketing-plans/{plan.pk}/activation/")
    with planned.scope():
        assert MarketingPlan.objects.get(name="Autumn").status == "completed"
    assert "Other plans" in text_of(bob)


def test_a_move_that_there_is_not_is_refused_and_nothing_changes(bob, planned):
    plan = plan_of(planned)
    refused = bob.post(f"/cmo/marketing-plans/{plan.pk}/completion/")
    assert refused.status_code == 409
    assert "cannot become completed" in refused.content.decode()
    assert plan_of(planned).status == "draft"


def test_words_that_a_person_wrote_stand_as_they_are(bob, planned):
    with planned.scope():
        MarketingPlan.objects.update(objective="Sell <b>more</b>.")
    assert "Sell &lt;b&gt;more&lt;/b&gt;." in text_of(bob)


def test_a_plan_by_hand_is_shown_with_the_latest_curves(bob, planned):
    with planned.scope():
        hand = MarketingPlan.objects.create(
            name="By hand", start="2026-02-01", end="2026-05-01", currency="EUR", budget=100_000,
            goal_metric="roas", goal_target="4.5",
            channel_allocation=[{"channel": "email", "share": 0.5}],
            milestones=[{"key": "one", "date": "2026-02-01", "title": "Begin"}],
            risks=[{"title": "Rain"}],
        )  # fmt: skip
    text = text_of(bob, {"plan": hand.pk})
    assert "4.50" in text
    assert "What spend brings" in text
    assert "evidence=split.paid_search.marginal_now" in text
    assert "€500" in text
    assert "Rain" in text


def test_before_any_run_a_plan_by_hand_shows_what_the_rows_give(cast, db):
    with cast.scope():
        furnish()
        MarketingPlan.objects.create(
            name="By hand", start="2026-02-01", end="2026-05-01", currency="EUR"
        )
    client = Client()
    client.force_login(cast.bob)
    text = text_of(client)
    assert "evidence=answer.eur" in text
    assert "No curve." in text


def test_before_any_run_a_plan_by_hand_says_where_curves_come_from(cast, db):
    with cast.scope():
        MarketingPlan.objects.create(
            name="By hand", start="2026-02-01", end="2026-05-01", currency="EUR"
        )
    client = Client()
    client.force_login(cast.bob)
    text = text_of(client)
    assert "No channel has spent in the last three months" in text
    assert "no milestones" in text


def test_a_plan_of_another_workspace_is_not_found(bob, planned):
    with planned.scope(workspace_id=planned.alder.second_id):
        other = MarketingPlan.objects.create(
            name="Other", start="2026-02-01", end="2026-05-01", currency="EUR"
        )
    assert bob.get("/cmo/plan/", {"plan": other.pk}).status_code == 404


def test_an_empty_workspace_is_told_the_next_step(cast, db):
    client = Client()
    client.force_login(cast.bob)
    text = text_of(client)
    assert "No plan yet" in text
    assert "Describe your brand" in text
    assert "Import daily metrics" in text
    with cast.scope():
        furnish()
    assert "Run the planner" in text_of(client)


def test_who_only_reads_is_offered_no_act(planned):
    client = Client()
    client.force_login(planned.vera)
    assert client.get("/cmo/plan/").status_code == 403


def test_a_plans_row_leads_to_its_screen(bob, planned):
    plan = plan_of(planned)
    text = bob.get(f"/cmo/marketing-plans/{plan.pk}/").content.decode()
    assert f"/cmo/plan/?plan={plan.pk}" in text

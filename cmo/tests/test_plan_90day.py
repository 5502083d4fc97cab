"""The planner from request to draft: goal, split, steps, risks, and what it never touches."""

from __future__ import annotations

import datetime as dt

import pytest

from cmo.models import (
    BrandProfile,
    Campaign,
    CampaignChannel,
    Funnel,
    FunnelStage,
    MarketingPlan,
    MetricsSnapshot,
    Recommendation,
)
from cmo.tests import cast as rows
from kernel.core.facts import fill
from kernel.decisions.approvals import approve, undo
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, ran, unlike

START = dt.date(2026, 2, 2)
HALVES = {"paid_search": 60_000, "paid_social": 15_000}
"""Of a channel, the spend at which half of its revenue is reached."""
OTHER_NAMES = {"paid_search": "catalogue", "paid_social": "radio", "display": "fairs"}


def furnish():
    """A brand, and months of rows whose spend varied enough for curves on some channels."""
    rows.stand_still()
    rows.marketing(count=420, altered=vary)
    BrandProfile.objects.create(name="Alder & Pine")


def vary(row):
    """Give some channels a spend that moves by week, and a revenue that levels off with it."""
    half = HALVES.get(row.channel)
    if half is None:
        return
    week = row.date.toordinal() // 7
    row.cost = 8_000 + (week * 7919 % 13) * 4_000
    noise = 96 + (row.date.toordinal() * 31 % 9)
    row.revenue = 3_000 * 100 * row.cost // (row.cost + half) * noise // 100


def furnish_otherwise():
    """Quite another business: other names, other channels, other amounts."""
    furnish()
    BrandProfile.objects.update(name="Harbour Lamps")
    Funnel.objects.update(name="Showroom")
    for stage, name in zip(FunnelStage.objects.order_by("position"), ("Look", "Buy"), strict=True):
        FunnelStage.objects.filter(pk=stage.pk).update(name=name)
    for campaign, name in zip(Campaign.objects.order_by("name"), ("Winter", "Light"), strict=True):
        Campaign.objects.filter(pk=campaign.pk).update(name=name)
    for model in (MetricsSnapshot, CampaignChannel):
        for old, new in OTHER_NAMES.items():
            model.objects.filter(channel=old).update(channel=new)
    found = list(MetricsSnapshot.objects.all())
    for row in found:
        row.revenue = row.revenue * 3 + row.date.day * 1_000
        row.cost = row.cost * 2 + row.date.day * 10 if row.cost else None
    MetricsSnapshot.objects.bulk_update(found, ["revenue", "cost"])


class TestPlanner(AgentTests):
    module, mode = "ai_cmo", "strategy"
    writes = (MarketingPlan,)
    edit = (MarketingPlan, "objective", "Ours now.")
    refused = {
        "/metric": {"metric": "fame"},
        "/target": {"target": 0},
        "/budget": {"budget": -5},
        "/currency": {"currency": "euros"},
        "/swing": {"swing": 100},
        "/start": {"start": "soon"},
    }

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


@pytest.fixture
def there(cast, db):
    with cast.scope():
        furnish()
    return cast


def planned(cast, payload=None):
    return ran(cast, "ai_cmo", "strategy", payload)


def plan_of(cast):
    with cast.scope():
        return MarketingPlan.objects.get()


def test_without_a_brand_profile_it_says_which_agent_comes_first(there):
    with there.scope():
        BrandProfile.objects.all().delete()
    need = planned(there).output["needs"][0]
    assert need["agent"] == "cmo-brand-intake"


def test_without_metrics_it_asks_for_them(cast, db):
    with cast.scope():
        BrandProfile.objects.create(name="Alder")
    need = planned(cast).output["needs"][0]
    assert need["what"] == "Daily metrics"
    assert "import" in need["question"]


def test_an_empty_payload_plans_ninety_days_from_the_next_working_week(there):
    planned(there)
    plan = plan_of(there)
    assert (plan.start, plan.end) == (START, START + dt.timedelta(days=89))
    assert plan.status == "draft"
    assert float(plan.goal_target) == pytest.approx(float(plan.goal_baseline) * 1.1, rel=1e-6)
    assert plan.objective.startswith("Bring revenue of Alder & Pine from €")


def test_days_before_the_first_row_are_not_taken_for_days_without_revenue(there):
    with there.scope():
        last = MetricsSnapshot.objects.order_by("-date").values_list("date", flat=True)[0]
        MetricsSnapshot.objects.filter(date__lt=last - dt.timedelta(days=59)).delete()
    run = planned(there)
    book, plan = book_of(run), plan_of(there)
    assert book["base.days"].value == 60
    assert book["goal.rise"].value == pytest.approx(0.1, rel=1e-6)
    assert float(plan.goal_target) == pytest.approx(float(plan.goal_baseline) * 1.65, rel=1e-6)
    assert plan.budget == round(book["budget.spent"].value * 90 / 60)


def test_the_baseline_is_the_sum_of_the_rows_that_it_names(there):
    run = planned(there)
    plan, fact = plan_of(there), book_of(run)["goal.baseline"]
    with there.scope():
        found = behind(fact.rows[0])
    assert found.total == plan.goal_baseline == fact.value
    assert not found.changed


def test_every_figure_adds_up_from_the_rows_that_it_names(there):
    book = book_of(planned(there))
    named = {repr(part): part for fact in book for part in fact.rows}
    assert len(named) > 8
    with there.scope():
        assert not [part for part in named.values() if behind(part).changed]


def test_the_split_adds_up_and_earns_the_same_where_it_is_free(there):
    run = planned(there, {"budget": "90000", "swing": 90})
    book, parts = book_of(run), {one["channel"]: one for one in run.output["channels"]}
    amounts = [book[one["amount"]].value for one in parts.values()]
    assert sum(amounts) == 9_000_000 == plan_of(there).budget
    curved = [one for one in parts.values() if one["basis"] == "curve"]
    assert {one["channel"] for one in curved} == {"paid_search", "paid_social"}
    margins = [book[one["marginal"]].value for one in curved]
    assert margins[0] == pytest.approx(margins[1], rel=0.01)
    shares = [float(one["share"]) for one in plan_of(there).channel_allocation]
    assert 0.9999 < sum(shares) <= 1


def test_a_channel_whose_curve_was_refused_keeps_its_share_and_says_why(there):
    run = planned(there)
    book = book_of(run)
    part = next(one for one in run.output["channels"] if one["channel"] == "display")
    assert part["basis"] == "kept"
    assert "no curve" in part["why"]
    spent, total = book["budget.spent"].value, book["budget.total"].value
    kept = book[part["amount"]].value / total
    assert kept == pytest.approx(book[part["present"]].value / spent, abs=1e-6)
    assert book["split.display.have"].value < book["split.display.need"].value


def test_steps_fall_on_working_days_of_the_workspace_within_the_plan(there):
    from kernel.tenancy.models import Workspace

    with there.scope():
        Workspace.objects.filter(pk=there.alder.workspace_id).update(
            working_days=[1, 2, 3, 4], holidays=[START]
        )
    run = planned(there)
    days = [dt.date.fromisoformat(one["date"]) for one in run.output["milestones"]]
    assert 8 <= len(days) <= 12
    assert days == sorted(days)
    assert all(day.isoweekday() <= 4 and day != START for day in days)
    plan = plan_of(there)
    assert all(plan.start <= day <= plan.end for day in days)


def test_launches_of_campaigns_are_steps(there):
    with there.scope():
        Campaign.objects.create(
            name="Spring range", status="scheduled", start="2026-03-02", end="2026-04-12",
            currency="EUR",
        )  # fmt: skip
    steps = {one["title"]: one["date"] for one in planned(there).output["milestones"]}
    assert steps["Launch “Spring range”"] == "2026-03-02"
    assert "Close “Spring range”" in steps


def test_a_target_and_a_metric_may_be_given(there):
    run = planned(there, {"metric": "conversions", "target": "9000"})
    plan, book = plan_of(there), book_of(run)
    assert plan.goal_metric == "conversions"
    assert plan.goal_target == 9000
    assert book["goal.target"].rows == ()
    assert "expected.goal" in book


@pytest.mark.parametrize("metric", ["roas", "cac", "sessions"])
def test_each_metric_makes_a_whole_plan(there, metric):
    run = planned(there, {"metric": metric})
    assert run.output["needs"] == []
    assert plan_of(there).goal_target is not None


def test_a_target_beyond_the_curves_is_the_first_risk(there):
    run = planned(there, {"target": "5000000"})
    assert run.output["risks"][0]["key"] == "stretch"
    assert "more than money" in run.output["summary"]


def test_the_expected_outcome_has_an_interval_and_is_evidence_of_the_proposal(there):
    planned(there)
    with there.scope():
        row = Recommendation.objects.get(kind="plan")
        fact = row.predicted_fact
        assert fact.key == "expected.gain"
        assert fact.interval.low <= fact.value <= fact.interval.high
        level = row.facts["expected.goal"]
        assert level.interval.low < level.value < level.interval.high
        assert row.due_on == START


def test_approving_activates_the_plan_and_completes_the_former_and_undo_restores(there):
    planned(there)
    with there.scope(there.bob):
        former = MarketingPlan.objects.create(
            name="Autumn", status="active", start="2025-11-01", end="2026-01-31", currency="EUR"
        )
        row = Recommendation.objects.get(kind="plan")
        applied = approve(row, action_hash=row.action_hash)
        status = dict(MarketingPlan.objects.values_list("name", "status"))
        assert sorted(status.values()) == ["active", "completed"]
        assert status["Autumn"] == "completed"
        undo(applied)
        former.refresh_from_db()
        assert former.status == "active"
        assert MarketingPlan.objects.exclude(pk=former.pk).get().status == "draft"


def test_while_a_plan_is_active_the_next_one_begins_after_it(there):
    with there.scope():
        MarketingPlan.objects.create(
            name="Winter", status="active", start="2026-01-01", end="2026-03-29", currency="EUR"
        )
    planned(there)
    with there.scope():
        assert MarketingPlan.objects.get(status="draft").start == dt.date(2026, 3, 30)


def test_a_plan_that_a_person_changed_is_kept_and_the_answer_says_so(there):
    planned(there)
    with there.scope():
        MarketingPlan.objects.update(objective="Ours now.", name="Our quarter")
    run = planned(there)
    assert run.output["kept"] == "Our quarter"
    assert "“Our quarter” was changed by a person" in run.output["summary"]
    assert plan_of(there).objective == "Ours now."


def test_a_plan_that_was_archived_makes_room_for_a_new_one(there):
    planned(there)
    with there.scope():
        MarketingPlan.objects.update(status="archived")
    planned(there)
    with there.scope():
        assert MarketingPlan.objects.count() == 2


def test_the_answer_says_what_it_took_for_granted(there):
    run = planned(there)
    book = book_of(run)
    said = [fill(text, book, lambda fact: str(fact.value)) for text in run.output["defaults"]]
    assert any("2026-01-31" in text for text in said)
    assert any("No budget was given" in text for text in said)


def test_twice_the_revenue_doubles_what_is_made_of_revenue_and_nothing_else(there):
    before = planned(there)
    with there.scope():
        found = list(MetricsSnapshot.objects.all())
        for row in found:
            row.revenue *= 2
        MetricsSnapshot.objects.bulk_update(found, ["revenue"])
    after = planned(there)
    doubled = (
        "*.revenue", "*.roas", "goal.baseline", "goal.target", "expected.*", "season.then",
        "season.before", "split.*.marginal", "split.*.marginal_now",
    )  # fmt: skip
    factors = {name: 2.0 for name in doubled if any_key(before, name)}
    assert not unlike(before, after, factors, slack=2)


def any_key(run, pattern):
    from fnmatch import fnmatchcase

    return any(fnmatchcase(fact.key, pattern) for fact in book_of(run))


def test_one_row_more_changes_only_what_is_made_of_its_channel(there):
    before = planned(there)
    with there.scope():
        row = MetricsSnapshot.objects.get(channel="display", date=rows.TODAY)
        MetricsSnapshot.objects.filter(pk=row.pk).update(sessions=row.sessions + 7)
    after = planned(there)
    one, two = book_of(before), book_of(after)
    changed = {fact.key for fact in one if two[fact.key].value != fact.value}
    assert changed == {
        "base.eur.sessions", "base.eur.conversion", "base.eur.display.sessions",
        "base.eur.display.conversion",
    }  # fmt: skip

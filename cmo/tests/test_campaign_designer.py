"""The designer: one campaign inside what the plan has left, and never more."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from cmo.campaigns import effects
from cmo.campaigns.contracts import CampaignOutput
from cmo.models import CalendarEvent, Campaign, CampaignChannel, IcpSegment, MarketingPlan, Offer
from cmo.tests import planning
from kernel.core.facts import FactBook
from kernel.core.named import named_in
from kernel.core.orchestrator import Orchestrator, OrchestratorInput
from kernel.core.registry import get_module
from kernel.errors import ConflictError
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, ran, unlike

MODE = ("ai_cmo", "campaigns")


class TestCampaignDesigner(AgentTests):
    module, mode = MODE
    writes = (Campaign, CampaignChannel, CalendarEvent)
    edit = (Campaign, "objective", "Ours now.")
    refused = {
        "/weeks": {"weeks": 1},
        "/start": {"start": "soon"},
        "/budget": {"budget": "-5"},
        "/channels": {"channels": ["a"] * 9},
    }

    def furnish(self):
        planning.coffee()

    def furnish_otherwise(self):
        planning.bicycles()


@pytest.fixture
def there(cast, db):
    with cast.scope():
        planning.coffee()
    return cast


def designed(cast, payload=None):
    run = ran(cast, *MODE, payload)
    with cast.scope():
        return run, Campaign.objects.filter(run_id=run.pk).first()


def needs(cast, payload=None):
    run = ran(cast, *MODE, payload)
    assert run.entities == []
    return run.output["needs"]


@pytest.mark.django_db
def test_the_campaign_lies_inside_the_plan_on_working_days(there):
    _, row = designed(there)
    with there.scope():
        plan = MarketingPlan.objects.get()
        assert plan.start <= row.start < row.end <= plan.end
        assert row.start.isoweekday() <= 5
        assert row.end.isoweekday() <= 5
        assert (row.plan, row.offer.name, row.segment.name) == (plan, "Weekly box", "Home brewers")
        assert (row.status, row.primary_kpi, row.kind) == ("draft", "revenue", "launch")


@pytest.mark.django_db
def test_a_request_that_names_an_offer_and_a_segment_gets_its_campaign_for_them(there):
    with there.scope():
        offer = Offer.objects.exclude(name="Weekly box").order_by("name").first()
        segment = IcpSegment.objects.exclude(name="Home brewers").order_by("name").first()
    words = f"Make a campaign of {offer.name} for {segment.name.lower()}."
    _, row = designed(there, {"words": words})
    with there.scope():
        assert (row.offer, row.segment) == (offer, segment)


def test_a_short_request_reaches_the_designer_with_the_names_in_it():
    request = "Make a campaign for Gift set"
    output = Orchestrator(get_module("ai_cmo")).compose(
        None, OrchestratorInput(request=request), None, FactBook()
    )
    assert [step.payload for step in output.steps] == [{"words": request}]


def test_a_name_that_is_part_of_another_is_not_meant_and_a_part_of_a_word_neither():
    names = ["Box", "Office Box", "Art"]
    assert named_in("Sell the office  box at the party.", names, str) == ["Office Box"]
    assert named_in("Sell the box.", names, str) == ["Box"]


@pytest.mark.django_db
def test_it_takes_the_part_of_what_is_left_that_falls_on_its_days(there):
    with there.scope():
        plan = MarketingPlan.objects.get()
        Campaign.objects.create(name="Other", plan=plan, budget=2_000_000, currency="EUR")
    run, row = designed(there)
    book = book_of(run)
    assert book["plan.remaining"].value == 7_000_000
    left = (plan.end - row.start).days + 1
    days = (row.end - row.start).days + 1
    assert row.budget == 7_000_000 * days // left // 100 * 100
    assert book["plan.after"].value == 7_000_000 - row.budget


@pytest.mark.django_db
def test_its_channels_are_those_of_the_plan_that_the_segment_prefers(there):
    _, row = designed(there)
    with there.scope():
        found = {one.channel: one for one in row.channels.all()}
        assert list(found) == ["paid_search", "paid_social", "email"]
        assert sum(one.budget_share for one in found.values()) == 1
        assert found["paid_search"].budget_share == Decimal("0.625")
        assert found["email"].budget_share == 0
        assert [one.kind for one in found.values()] == ["paid", "paid", "owned"]
        assert {one.utm_campaign for one in found.values()} == {"weekly-box-for-home-brewers"}


@pytest.mark.django_db
def test_a_channel_is_marked_as_the_workspace_marked_it_before(there):
    with there.scope():
        old = Campaign.objects.create(name="Old", currency="EUR")
        CampaignChannel.objects.create(
            campaign=old, channel="paid_search", utm_source="google", utm_medium="ppc"
        )
    _, row = designed(there)
    with there.scope():
        search = row.channels.get(channel="paid_search")
        assert (search.utm_source, search.utm_medium) == ("google", "ppc")


@pytest.mark.django_db
def test_its_calendar_entries_find_free_times_of_working_hours(there):
    with there.scope():
        launch = dt.datetime(2026, 2, 9, 8, 0, tzinfo=dt.UTC)
        CalendarEvent.objects.create(
            title="Board", starts_at=launch, ends_at=launch + dt.timedelta(hours=2)
        )
    _, row = designed(there)
    with there.scope():
        events = list(row.events.order_by("starts_at"))
        assert [one.kind for one in events] == ["launch", "milestone", "milestone"]
        assert events[0].starts_at == dt.datetime(2026, 2, 9, 10, 0, tzinfo=dt.UTC)
        assert all(row.start <= one.starts_at.date() <= row.end for one in events)


@pytest.mark.django_db
def test_once_the_draft_is_scheduled_the_next_offer_gets_its_campaign(there):
    _, first = designed(there)
    with there.scope():
        Campaign.objects.filter(pk=first.pk).update(status="scheduled")
    _, second = designed(there)
    with there.scope():
        assert (second.offer.name, second.segment.name) == ("Gift box", "Home brewers")
        held = Campaign.objects.aggregate(held=Sum("budget"))["held"]
        assert held <= MarketingPlan.objects.get().budget


@pytest.mark.django_db
def test_campaign_after_campaign_never_exceeds_the_plan(there):
    for _ in range(4):
        _, row = designed(there)
        with there.scope():
            Campaign.objects.filter(pk=row.pk).update(status="scheduled")
            held = Campaign.objects.aggregate(held=Sum("budget"))["held"]
            assert held <= MarketingPlan.objects.get().budget
    assert "without a campaign" in needs(there)[0]["what"]


@pytest.mark.django_db
def test_more_than_is_left_is_asked_about_with_what_is_left(there):
    need = needs(there, {"budget": "90000.01"})[0]
    assert "€90,000" in need["what"]
    assert designed(there, {"budget": "90000"})[1].budget == 9_000_000


@pytest.mark.django_db
def test_a_spent_plan_names_who_holds_its_money(there):
    with there.scope():
        plan = MarketingPlan.objects.get()
        Campaign.objects.create(name="All", plan=plan, budget=9_000_000, currency="EUR")
    assert "Budget" in needs(there)[0]["what"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("payload", "what"),
    [
        ({"plan": "Autumn"}, "A plan named “Autumn”"),
        ({"offer": "Tea"}, "An offer named “Tea”"),
        ({"segment": "Nobody"}, "A segment named “Nobody”"),
        ({"start": "2026-06-01"}, "A start inside the plan"),
        ({"start": "2026-04-27"}, "A plan with two weeks left"),
    ],
)
def test_what_does_not_fit_is_asked_about(there, payload, what):
    assert needs(there, payload)[0]["what"] == what


@pytest.mark.django_db
def test_a_plan_without_budget_or_one_that_is_over_is_no_ground(there):
    with there.scope():
        MarketingPlan.objects.update(budget=None)
    assert needs(there)[0]["what"] == "A budget of the plan"
    with there.scope():
        MarketingPlan.objects.update(end=dt.date(2026, 1, 1), start=dt.date(2025, 11, 1))
    assert needs(there)[0]["agent"] == "cmo-plan-90day"


@pytest.mark.django_db
def test_offers_and_segments_are_the_intakes_to_give(there):
    with there.scope():
        Offer.objects.all().delete()
        IcpSegment.objects.all().delete()
    assert {need["agent"] for need in needs(there)} == {"cmo-brand-intake"}


@pytest.mark.django_db
def test_a_share_and_a_time_that_a_person_set_are_kept_and_the_rest_makes_room(there):
    _, row = designed(there)
    with there.scope():
        CampaignChannel.objects.filter(campaign=row, channel="paid_search").update(
            budget_share=".1"
        )
        review = row.events.order_by("starts_at")[1]
        moved = review.starts_at + dt.timedelta(days=1)
        CalendarEvent.objects.filter(pk=review.pk).update(
            starts_at=moved, title="Ours", ends_at=None
        )
    run, _ = designed(there, {"weeks": 5})
    with there.scope():
        shares = dict(row.channels.values_list("channel", "budget_share"))
        assert shares == {
            "paid_search": Decimal("0.1"),
            "paid_social": Decimal("0.9"),
            "email": Decimal(0),
        }
        assert row.events.count() == 3
        assert CalendarEvent.objects.get(pk=review.pk).starts_at == moved
    assert len(run.output["kept"]) == 2


@pytest.mark.django_db
def test_a_draft_that_a_person_changed_is_said_to_be_kept(there):
    _, row = designed(there)
    with there.scope():
        Campaign.objects.filter(pk=row.pk).update(budget=100)
    run = ran(there, *MODE)
    assert run.entities == []
    assert "changed by a person" in run.output["summary"]


@pytest.mark.django_db
def test_other_channels_take_the_place_of_those_before(there):
    _, row = designed(there)
    designed(there, {"channels": ["Display", "podcast"]})
    with there.scope():
        assert dict(row.channels.values_list("channel", "budget_share")) == {
            "display": Decimal(1),
            "podcast": Decimal(0),
        }


@pytest.mark.django_db
def test_twice_the_plans_budget_doubles_every_amount_and_no_share_or_day(there):
    before, _ = designed(there)
    with there.scope():
        MarketingPlan.objects.update(budget=18_000_000)
    after, _ = designed(there)
    doubled = ("plan.budget", "plan.remaining", "plan.after", "campaign.budget", "channel.*.amount")
    faults = unlike(before, after, dict.fromkeys(doubled, 2), slack=400)
    assert [fault for fault in faults if "campaign.part" not in fault] == []


@pytest.mark.django_db
def test_another_campaigns_budget_changes_what_is_left_by_just_that(there):
    with there.scope():
        plan = MarketingPlan.objects.get()
        other = Campaign.objects.create(name="Other", plan=plan, budget=1_000_000, currency="EUR")
    before = book_of(designed(there)[0])
    with there.scope():
        Campaign.objects.filter(pk=other.pk).update(budget=1_500_000)
    after = book_of(designed(there)[0])
    assert after["plan.committed"].value - before["plan.committed"].value == 500_000
    assert before["plan.remaining"].value - after["plan.remaining"].value == 500_000
    same = ("plan.budget", "campaign.days", "campaign.start", "channel.paid_search.share")
    assert all(after[key].value == before[key].value for key in same)


@pytest.mark.django_db
def test_every_figure_adds_up_from_the_rows_that_it_names(there):
    with there.scope():
        plan = MarketingPlan.objects.get()
        Campaign.objects.create(name="Other", plan=plan, budget=1_000_000, currency="EUR")
    run, _ = designed(there)
    named = [rows for fact in book_of(run) for rows in fact.rows]
    assert len(named) > 5
    with there.scope(there.bob):
        for rows in named:
            found = behind(rows)
            assert (found.total, found.count) == (rows.total, rows.count), rows


@pytest.mark.django_db
def test_the_database_lets_no_campaign_take_more_than_the_plan_has(there):
    with there.scope():
        plan = MarketingPlan.objects.get()
        Campaign.objects.create(name="One", plan=plan, budget=8_000_000, currency="EUR")
        Campaign.objects.create(name="Dollars", plan=plan, budget=8_000_000, currency="USD")
        with pytest.raises(IntegrityError, match="more than its budget"), transaction.atomic():
            Campaign.objects.create(name="Two", plan=plan, budget=1_000_001, currency="EUR")
        Campaign.objects.create(name="Two", plan=plan, budget=1_000_000, currency="EUR")


@pytest.mark.django_db
def test_a_plan_is_never_given_less_than_its_campaigns_hold(there):
    with there.scope():
        plan = MarketingPlan.objects.get()
        Campaign.objects.create(name="One", plan=plan, budget=8_000_000, currency="EUR")
        with pytest.raises(IntegrityError, match="hold more than that"), transaction.atomic():
            MarketingPlan.objects.update(budget=7_999_999)
        MarketingPlan.objects.update(budget=8_000_000)


@pytest.mark.django_db
def test_money_that_is_gone_by_the_time_of_writing_fails_the_run_and_writes_nothing(there):
    run, _ = designed(there, {"budget": "60000"})
    output = CampaignOutput.model_validate(run.output)
    with there.scope():
        Campaign.objects.all().delete()
        plan = MarketingPlan.objects.get()
        Campaign.objects.create(name="Other", plan=plan, budget=4_000_000, currency="EUR")
        with pytest.raises(ConflictError, match="€50,000 left by now"):
            effects.write(output, book_of(run))
        assert Campaign.objects.count() == 1

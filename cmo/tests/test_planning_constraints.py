"""What the tables of brand, plan, content and calendar do not let in."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from cmo.models import (
    BrandProfile,
    CalendarEvent,
    Campaign,
    CampaignChannel,
    ContentAsset,
    ContentVariant,
    Funnel,
    IcpSegment,
    MarketingPlan,
    MetricsSnapshot,
    Offer,
    Touchpoint,
    WeeklySummary,
)
from cmo.models.plan_parts import check_allocation, check_milestones, check_risks
from cmo.tests.cast import TODAY
from kernel.resources.violations import ViolationError, told
from kernel.runs.drafts import remove_drafts, write_draft

NOON = dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def inside(cast, db):
    with cast.scope(cast.bob):
        yield cast


def refused(model, **values):
    with pytest.raises(ViolationError) as error, told(model):
        model.objects.create(**values)
    return error.value.violation


def plan(**values):
    days = {"start": TODAY, "end": TODAY + dt.timedelta(days=89)}
    return MarketingPlan.objects.create(**{"name": "Spring", "currency": "EUR", **days, **values})


def asset(**values):
    return ContentAsset.objects.create(
        **{"title": "Welcome", "kind": "email", "channel": "email", **values}
    )


def variant(of, **values):
    return ContentVariant.objects.create(**{"asset": of, "label": "A", "body": "Good", **values})


def test_a_workspace_has_one_brand_profile_and_another_its_own(inside, cast):
    BrandProfile.objects.create(name="Alder")
    assert "already" in refused(BrandProfile, name="Alder again").detail
    with cast.scope(workspace_id=cast.alder.second_id):
        BrandProfile.objects.create(name="Alder in the north")


def test_one_segment_is_the_primary_one(inside):
    IcpSegment.objects.create(name="Cafés", is_primary=True)
    IcpSegment.objects.create(name="Offices")
    assert "just one" in refused(IcpSegment, name="Hotels", is_primary=True).detail
    assert "0 to 100" in refused(IcpSegment, name="Hotels", priority=101).detail


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"price_low": 900, "price_high": 800}, "below the lowest"),
        ({"price_low": -1}, "never below zero"),
        ({"name": "Sencha"}, "has that name"),
        ({"is_flagship": True}, "is the flagship"),
        ({"pricing_model": "barter"}, "pricing_model"),
    ],
)
def test_an_offer_that_cannot_be_is_refused(inside, values, words):
    Offer.objects.create(name="Sencha", currency="EUR", is_flagship=True)
    assert words in refused(Offer, **{"name": "Matcha", "currency": "EUR", **values}).detail


def test_one_plan_is_active_and_ends_after_it_starts(inside):
    plan(status="active")
    assert (
        "is active"
        in refused(
            MarketingPlan, name="Other", currency="EUR", start=TODAY, end=TODAY, status="active"
        ).detail
    )
    earlier = TODAY - dt.timedelta(days=1)
    assert (
        "before the start"
        in refused(MarketingPlan, name="Other", currency="EUR", start=TODAY, end=earlier).detail
    )


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([{"channel": "email", "share": 0.7}, {"channel": "social", "share": 0.31}], "101.00%"),
        ([{"channel": "email", "share": "a half"}], "names a channel and its share"),
        ([{"channel": "email", "share": 1.5}], "more than 100%"),
        ([{"share": 0.5}], "names a channel"),
        ({"email": 1}, "no list"),
        (["email"], "names a channel"),
    ],
)
def test_a_plan_gives_no_more_than_its_budget_away(inside, items, words):
    violation = refused(
        MarketingPlan,
        name="Spring", currency="EUR", start=TODAY, end=TODAY, channel_allocation=items,
    )  # fmt: skip
    assert words in violation.detail
    assert violation.fields == ("channel_allocation",)


def test_shares_that_add_up_to_all_of_it_are_stored(inside):
    third = [{"channel": name, "share": 0.33333, "amount": None} for name in ("email", "social")]
    row = plan(channel_allocation=[*third, {"channel": "display", "share": "0.33334"}])
    row.full_clean()


@pytest.mark.parametrize(
    ("check", "items", "words"),
    [
        (check_allocation, [{"channel": "Paid Search", "share": 1}], "write it as paid_search"),
        (check_allocation, [{"channel": "email", "share": "NaN"}], "1, share"),
        (check_allocation, [{"channel": "email", "share": True}], "1, share"),
        (check_allocation, [{"channel": "email", "share": 0.1, "amount": 1.5}], "minor units"),
        (check_allocation, [{"channel": "a", "share": 0.1}] * 2, "a is there twice"),
        (check_allocation, [{"channel": "a", "share": 0.1, "hue": 1}], "1, hue: this is not known"),
        (check_allocation, "email", "Send a list"),
        (check_milestones, [{"key": "a", "date": "31.1.2026", "title": "T"}], "2026-01-31"),
        (check_milestones, [{"key": "A b", "date": "2026-01-31", "title": "T"}], "lower-case"),
        (check_milestones, [{"key": "a", "date": "2026-01-31"}], "1, title: this is required"),
        (check_milestones, [{"key": "a", "date": "2026-01-31", "title": "T"}] * 2, "key a"),
        (check_risks, [{"title": "T", "sign": 4}], "1, sign: send text"),
        (check_risks, [{"title": " "}], "1, title: this is required"),
        (check_risks, [3], "1: send an object"),
    ],
)
def test_each_fault_of_a_plans_lists_is_named_with_its_place(check, items, words):
    with pytest.raises(ValidationError) as error:
        check(items)
    assert any(words in said for said in error.value.messages), error.value.messages


def test_a_finished_variant_holds_no_place_to_fill_in(inside):
    one = asset()
    assert "place to fill in" in refused(ContentVariant, asset=one, body="Now [[price]]").detail
    variant(one, body="Now [[price]]", is_outline=True)


def test_an_asset_with_an_outline_is_neither_approved_nor_published(inside):
    one = asset()
    row = variant(one, body="Now [[price]]", is_outline=True)
    for status in ("approved", "published"):
        with pytest.raises(ViolationError) as error, told(ContentAsset):
            ContentAsset.objects.filter(pk=one.pk).update(status=status)
        assert f"cannot be {status}: variant A" in error.value.violation.detail
    row.body, row.is_outline = "Now €9", False
    row.save()
    ContentAsset.objects.filter(pk=one.pk).update(status="approved")
    assert (
        "asset is approved"
        in refused(ContentVariant, asset=one, label="B", body="[[words]]", is_outline=True).detail
    )


def test_an_asset_has_one_winner_and_one_variant_a_label(inside):
    one = asset()
    variant(one, is_winner=True)
    assert "has that label" in refused(ContentVariant, asset=one, label="A").detail
    assert "is the winner" in refused(ContentVariant, asset=one, label="B", is_winner=True).detail


def test_an_event_does_not_end_before_it_starts(inside):
    CalendarEvent.objects.create(title="Call", starts_at=NOON)
    assert (
        "before the start"
        in refused(CalendarEvent, title="Call", starts_at=NOON, ends_at=NOON - HOUR).detail
    )


def test_a_week_has_one_summary(inside):
    WeeklySummary.objects.create(week_start=TODAY)
    assert "already" in refused(WeeklySummary, week_start=TODAY).detail


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"converted_at": NOON}, "a time, a value and a currency"),
        ({"currency": "EUR"}, "a time, a value and a currency"),
        ({"converted_at": NOON - HOUR, "value": 1, "currency": "EUR"}, "before the contact"),
        ({"person_key": "jo@example.com"}, "does not say who"),
        ({"channel": "Paid Search"}, ""),
    ],
)
def test_a_touchpoint_that_cannot_be_is_refused(inside, values, words):
    row = {"person_key": "p1", "channel": "email", "at": NOON, **values}
    if words:
        assert words in refused(Touchpoint, **row).detail
    else:
        Touchpoint.objects.create(**row)
        assert "there already" in refused(Touchpoint, **{**row, "channel": "paid_search"}).detail


def test_what_is_deleted_leaves_those_that_referred_to_it(inside):
    one = plan()
    campaign = Campaign.objects.create(name="Spring", currency="EUR", plan=one)
    funnel = Funnel.objects.create(name="Shop", currency="EUR", plan=one)
    piece = asset(campaign=campaign)
    variant(piece)
    CalendarEvent.objects.create(title="Send", starts_at=NOON, asset=piece)
    one.delete()
    campaign.refresh_from_db()
    funnel.refresh_from_db()
    assert (campaign.plan, funnel.plan) == (None, None)
    campaign.delete()
    piece.refresh_from_db()
    assert piece.campaign is None
    piece.delete()
    assert not ContentVariant.objects.exists()
    assert not CalendarEvent.objects.exists()


@pytest.mark.parametrize("model", [Campaign, ContentAsset, Funnel, Offer])
def test_a_row_of_another_workspace_cannot_be_referred_to(inside, cast, model):
    with cast.scope(workspace_id=cast.alder.second_id):
        other = plan(name="Second")
        segment = IcpSegment.objects.create(name="Second")
        campaign = Campaign.objects.create(name="Second", currency="EUR")
    values = {
        Campaign: {"name": "x", "currency": "EUR", "plan": other},
        Funnel: {"name": "x", "currency": "EUR", "plan": other},
        Offer: {"name": "x", "currency": "EUR", "segment": segment},
        ContentAsset: {"title": "x", "channel": "email", "campaign": campaign},
    }
    assert refused(model, **values[model]).code == "not_found"


def test_a_draft_stays_where_other_rows_stand_on_it(inside):
    def drafted(name):
        return write_draft(Campaign, find={"name": name}, values={"currency": "EUR"}).row

    for name in ("Bare", "Channelled", "Extended", "Counted"):
        drafted(name)
    found = {row.name: row for row in Campaign.objects.all()}
    write_draft(
        CampaignChannel,
        find={"campaign": found["Channelled"], "channel": "email"},
        values={"budget_share": "0.5"},
    )
    CampaignChannel.objects.create(campaign=found["Extended"], channel="email")
    MetricsSnapshot.objects.create(
        campaign=found["Counted"], channel="email", date=TODAY, currency="EUR", clicks=1
    )
    assert {one.label for one in remove_drafts(Campaign, keep_ids=[])} == {"Bare", "Channelled"}
    assert CampaignChannel.objects.count() == 1


def test_a_drafted_plan_is_the_same_the_second_time(inside):
    from decimal import Decimal

    values = {
        "start": TODAY,
        "end": TODAY,
        "currency": "EUR",
        "goal_target": Decimal("12.50"),
        "channel_allocation": [{"channel": "email", "share": Decimal("0.40"), "amount": 3}],
        "milestones": [{"key": "a", "date": TODAY, "title": "Begin", "detail": "", "done": False}],
    }
    assert write_draft(MarketingPlan, find={"name": "P"}, values=values).outcome == "created"
    assert write_draft(MarketingPlan, find={"name": "P"}, values=values).outcome == "same"
    stored = MarketingPlan.objects.get()
    stored.milestones = [{**stored.milestones[0], "done": True}]
    stored.save()
    assert write_draft(MarketingPlan, find={"name": "P"}, values=values).outcome == "kept"

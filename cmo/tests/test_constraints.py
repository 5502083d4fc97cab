"""What the tables do not let in, told as what a person can mend."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection, connections

from cmo.models import (
    Campaign,
    CampaignChannel,
    Funnel,
    FunnelCount,
    FunnelStage,
    MetricsSnapshot,
)
from cmo.tests.cast import TODAY
from kernel.resources import changes
from kernel.resources.violations import ViolationError, told
from kernel.tenancy.models import User


@pytest.fixture
def inside(marketed):
    with marketed.scope(marketed.bob):
        yield marketed


def refused(model, **values):
    with pytest.raises(ViolationError) as error, told(model):
        model.objects.create(**values)
    return error.value.violation


def test_one_day_of_a_channel_is_stored_once_even_without_a_campaign(inside):
    violation = refused(
        MetricsSnapshot, channel="organic_search", date=TODAY, currency="EUR", clicks=1
    )
    assert violation.code == "unique"
    assert "day of the channel" in violation.detail


def test_another_currency_stands_beside_it(inside):
    MetricsSnapshot.objects.create(channel="organic_search", date=TODAY, currency="USD", clicks=1)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"clicks": -1}, "never below zero"),
        ({"channel": ""}, "lower case"),
        ({"currency": "eur"}, "ISO 4217"),
        ({"excluded": True}, "has a reason"),
        ({"exclusion_reason": "why"}, "has a reason"),
    ],
)
def test_a_metric_that_cannot_be_is_refused(inside, values, words):
    day = {"channel": "podcast", "date": TODAY, "currency": "EUR", "clicks": 1}
    assert words in refused(MetricsSnapshot, **{**day, **values}).detail


def test_a_channel_is_written_one_way(inside):
    row = MetricsSnapshot.objects.create(channel=" Paid  TV", date=TODAY, currency="EUR", clicks=1)
    row.refresh_from_db()
    assert row.channel == "paid_tv"


def test_shares_of_a_campaign_add_up_to_at_most_one(inside):
    campaign = Campaign.objects.get(name="Morning ritual")
    violation = refused(CampaignChannel, campaign=campaign, channel="email", budget_share="0.01")
    assert violation.fields == ()
    assert "101.00%" in violation.detail


def test_two_who_add_a_share_at_once_take_turns(transactional_db, cast):
    with cast.scope():
        campaign = Campaign.objects.create(name="Spring", currency="EUR")
    outcomes = []
    first_wrote, second_began = threading.Event(), threading.Event()

    def first():
        with cast.scope(cast.alice):
            CampaignChannel.objects.create(campaign=campaign, channel="email", budget_share="0.6")
            first_wrote.set()
            second_began.wait(5)
        connections.close_all()

    def second():
        first_wrote.wait(5)
        second_began.set()
        try:
            with cast.scope(cast.bob), told(CampaignChannel):
                CampaignChannel.objects.create(
                    campaign=campaign, channel="display", budget_share="0.6"
                )
            outcomes.append("written")
        except ViolationError:
            outcomes.append("refused")
        connections.close_all()

    threads = [threading.Thread(target=one) for one in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert outcomes == ["refused"]


def test_a_campaign_does_not_end_before_it_starts(inside):
    violation = refused(
        Campaign, name="Odd", currency="EUR", start=TODAY, end=TODAY - dt.timedelta(days=1)
    )
    assert "before the start" in violation.detail


def test_two_campaigns_do_not_share_a_name(inside):
    assert "has that name" in refused(Campaign, name="Morning ritual", currency="EUR").detail


def test_two_stages_do_not_share_a_position(inside):
    funnel = Funnel.objects.get()
    assert "position" in refused(FunnelStage, funnel=funnel, name="Third", position=1).detail


def test_nobody_goes_on_who_has_not_entered(inside):
    stage = FunnelStage.objects.get(position=1)
    day = TODAY + dt.timedelta(days=1)
    violation = refused(FunnelCount, stage=stage, date=day, entered=5, advanced=6)
    assert "More people advanced" in violation.detail


def test_a_channel_of_another_workspaces_campaign_is_refused(inside, cast):
    campaign = Campaign.objects.get(name="Morning ritual")
    with cast.scope(workspace_id=cast.alder.second_id):
        violation = refused(CampaignChannel, campaign=campaign, channel="email")
    assert violation.code == "not_found"


def test_an_owner_is_a_member_of_the_tenant(inside, cast):
    violation = refused(Campaign, name="Theirs", currency="EUR", owner=cast.charlie)
    assert violation.code == "not_found"


def test_who_leaves_the_tenant_leaves_campaigns_without_an_owner(inside, cast, owner_connection):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT confdelsetcols IS NOT NULL FROM pg_constraint "
            "WHERE conname = 'cmo_campaigns_owner_id'"
        )
        assert cursor.fetchone() == (True,)


def test_a_campaign_with_days_is_not_deleted(inside):
    with pytest.raises(ViolationError) as error:
        changes.delete(Campaign.objects.get(name="Morning ritual"))
    assert error.value.violation.code == "in_use"
    assert CampaignChannel.objects.filter(campaign__name="Morning ritual").count() == 2


def test_people_are_known_by_their_user_row(inside):
    campaign = Campaign.objects.create(name="Hers", currency="EUR", owner=inside.bob)
    assert User.objects.filter(pk=campaign.owner_id).exists()

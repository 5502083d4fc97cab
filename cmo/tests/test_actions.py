"""Typed actions: shown, done, taken back, and refused where later work stands in the way."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from cmo.actions import MarkTrackingGap, MoveCampaignBudget, SetStageTarget, ShiftBudgetShare
from cmo.models import Campaign, CampaignChannel, FunnelStage, MetricsSnapshot
from cmo.tests import nouns
from cmo.tests.cast import TODAY
from kernel.core.actions import action_for, action_hash
from kernel.errors import ConflictError


@pytest.fixture
def inside(marketed):
    with marketed.scope(marketed.bob):
        yield marketed


def gap(**more):
    return MarkTrackingGap.Args(
        first=TODAY, last=TODAY, channels=("paid_search", "display"), reason="Tag missing", **more
    )


def test_a_tracking_gap_is_left_out_and_taken_back_in(inside):
    action, args = MarkTrackingGap(), gap()
    preview = action.preview(args)
    assert len(preview.changes) == 2
    assert (preview.changes[0].before, preview.changes[0].after) == ("counted", "left out")
    images = action.apply(args)
    left_out = MetricsSnapshot.objects.filter(excluded=True)
    assert set(left_out.values_list("channel", "exclusion_reason")) == {
        ("paid_search", "Tag missing"),
        ("display", "Tag missing"),
    }
    action.undo(args, images)
    assert not left_out.exists()


def test_a_gap_that_is_marked_already_is_refused(inside):
    MarkTrackingGap().apply(gap())
    with pytest.raises(ConflictError):
        MarkTrackingGap().apply(gap())


def test_a_gap_of_another_currency_touches_nothing(inside):
    with pytest.raises(ConflictError):
        MarkTrackingGap().apply(gap(currency="USD"))


def test_a_gap_is_not_undone_once_a_row_says_something_else(inside):
    action, args = MarkTrackingGap(), gap()
    images = action.apply(args)
    MetricsSnapshot.objects.filter(channel="display", date=TODAY).update(
        exclusion_reason="Holiday", updated_at=timezone.now()
    )
    with pytest.raises(ConflictError) as refused:
        action.undo(args, images)
    assert refused.value.code == "undo_blocked"
    assert "Display" in refused.value.detail
    assert MetricsSnapshot.objects.filter(excluded=True).count() == 2


def test_a_gap_may_be_at_most_a_quarter_long():
    with pytest.raises(ValueError, match="92 days"):
        MarkTrackingGap.Args(
            first=TODAY.replace(year=2025), last=TODAY, channels=("email",), reason="x"
        )


def social_channels():
    campaign = Campaign.objects.get(name="Morning ritual")
    rows = {one.channel: one for one in CampaignChannel.objects.filter(campaign=campaign)}
    return campaign, rows["paid_social"], rows["display"]


def test_a_share_is_shifted_and_given_back(inside):
    campaign, social, display = social_channels()
    args = ShiftBudgetShare.Args(
        campaign_id=campaign.pk, from_id=social.pk, to_id=display.pk, share=Decimal("0.07")
    )
    action = ShiftBudgetShare()
    assert [change.after for change in action.preview(args).changes] == ["63.0%", "37.0%"]
    images = action.apply(args)
    assert [one.budget_share for one in social_channels()[1:]] == [Decimal("0.63"), Decimal("0.37")]
    action.undo(args, images)
    assert [one.budget_share for one in social_channels()[1:]] == [Decimal("0.7"), Decimal("0.3")]


def test_more_than_a_channel_has_is_not_shifted(inside):
    campaign, social, display = social_channels()
    args = ShiftBudgetShare.Args(
        campaign_id=campaign.pk, from_id=display.pk, to_id=social.pk, share=Decimal("0.31")
    )
    with pytest.raises(ConflictError, match="less than"):
        ShiftBudgetShare().apply(args)


def test_a_share_is_not_given_back_over_later_work(inside):
    campaign, social, display = social_channels()
    args = ShiftBudgetShare.Args(
        campaign_id=campaign.pk, from_id=social.pk, to_id=display.pk, share=Decimal("0.07")
    )
    images = ShiftBudgetShare().apply(args)
    CampaignChannel.objects.filter(pk=social.pk).delete()
    with pytest.raises(ConflictError, match="gone"):
        ShiftBudgetShare().undo(args, images)


def test_budget_moves_between_campaigns_and_back(inside):
    search, social = (
        Campaign.objects.get(name=name) for name in ("Everyday search", "Morning ritual")
    )
    args = MoveCampaignBudget.Args(from_id=social.pk, to_id=search.pk, amount=20_000)
    images = MoveCampaignBudget().apply(args)
    search.refresh_from_db()
    social.refresh_from_db()
    assert (search.budget, social.budget) == (1_020_000, 480_000)
    MoveCampaignBudget().undo(args, images)
    search.refresh_from_db()
    assert search.budget == 1_000_000


def test_budget_does_not_move_across_currencies(inside):
    search, social = (
        Campaign.objects.get(name=name) for name in ("Everyday search", "Morning ritual")
    )
    Campaign.objects.filter(pk=social.pk).update(currency="USD")
    args = MoveCampaignBudget.Args(from_id=social.pk, to_id=search.pk, amount=20_000)
    with pytest.raises(ConflictError, match="currencies"):
        MoveCampaignBudget().apply(args)


def test_a_stage_target_is_set_and_unset(inside):
    stage = FunnelStage.objects.get(name="Basket to order")
    args = SetStageTarget.Args(stage_id=stage.pk, rate=Decimal("0.35"))
    images = SetStageTarget().apply(args)
    stage.refresh_from_db()
    assert stage.target_conversion_rate == Decimal("0.35")
    with pytest.raises(ConflictError, match="already"):
        SetStageTarget().apply(args)
    SetStageTarget().undo(args, images)
    stage.refresh_from_db()
    assert stage.target_conversion_rate == Decimal("0.3")


def test_another_tenants_stage_is_no_longer_there(inside, cast):
    stage = FunnelStage.objects.get(name="Basket to order")
    args = SetStageTarget.Args(stage_id=stage.pk, rate=Decimal("0.35"))
    with cast.scope(workspace_id=cast.alder.second_id), pytest.raises(ConflictError):
        SetStageTarget().apply(args)


def test_arguments_hash_the_same_after_the_database(inside):
    stage = FunnelStage.objects.get(name="Basket to order")
    args = SetStageTarget.Args(stage_id=stage.pk, rate=Decimal("0.35"))
    stored = args.model_dump(mode="json")
    assert action_hash("cmo.set_stage_target", args) == action_hash(
        "cmo.set_stage_target", action_for("cmo.set_stage_target").parse(stored)
    )


def test_a_plan_that_is_full_takes_no_more_budget(marketed):
    with marketed.scope(marketed.alice):
        full = nouns.plan(1, budget=500_000)
        search, social = Campaign.objects.order_by("name")[:2]
        Campaign.objects.filter(pk=social.pk).update(plan=full)
        args = MoveCampaignBudget.Args(from_id=search.pk, to_id=social.pk, amount=1000)
        with pytest.raises(ConflictError, match="more than"), transaction.atomic():
            MoveCampaignBudget().apply(args)
        assert Campaign.objects.get(pk=search.pk).budget == 1_000_000

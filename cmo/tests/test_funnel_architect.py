"""The architect: volumes worked back, targets that nobody set, leaks, and a funnel where none is."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from django.db.models import F

from cmo.models import (
    BrandProfile,
    Campaign,
    Funnel,
    FunnelCount,
    FunnelStage,
    MarketingPlan,
    MetricsSnapshot,
    Offer,
    Recommendation,
)
from cmo.tests import cast as rows
from kernel.decisions.approvals import approve, undo
from kernel.errors import ConflictError
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, ran, unlike

FIRST = "funnel.online-shop.visit-to-basket"
LAST = "funnel.online-shop.basket-to-order"


def draftable():
    """A brand, an offer and metrics, but no funnel."""
    rows.stand_still()
    rows.marketing(count=200)
    Funnel.objects.all().delete()
    BrandProfile.objects.create(name="Alder & Pine")
    Offer.objects.create(name="Weekly box", status="active", currency="EUR", is_flagship=True)


class TestArchitect(AgentTests):
    module, mode = "ai_cmo", "funnels"
    writes = (Funnel, FunnelStage)
    edit = (FunnelStage, "objective", "Ours now.")
    refused = {"/revenue": {"revenue": 0}, "/days": {"days": 3}}

    def furnish(self):
        draftable()

    def furnish_otherwise(self):
        draftable()
        BrandProfile.objects.update(name="Harbour Lamps")
        Offer.objects.update(name="Reading lamp")
        Campaign.objects.update(objective="Light")
        MetricsSnapshot.objects.update(revenue=F("revenue") * 3, impressions=F("impressions") * 2)


@pytest.fixture
def there(cast, db):
    with cast.scope():
        rows.stand_still()
        rows.marketing()
    return cast


def worked(cast, payload=None):
    return ran(cast, "ai_cmo", "funnels", payload)


def leaking(cast):
    with cast.scope():
        late = FunnelCount.objects.filter(stage__name="Basket to order", date__in=rows.days(21))
        late.update(advanced=F("advanced") * 6 / 10)


def test_volumes_are_the_goal_divided_by_the_rates(there):
    book = book_of(worked(there, {"revenue": "50000"}))
    orders = book["goal.orders"].value
    assert orders == pytest.approx(5_000_000 / book["order.value"].value, rel=1e-3)
    last, first = book[f"{LAST}.need"], book[f"{FIRST}.need"]
    assert last.value == math.ceil(orders / book[f"{LAST}.rate"].value)
    whole = book["funnel.online-shop.through"].value
    assert first.value == pytest.approx(orders / whole, abs=1)
    assert first.interval.low < first.value < first.interval.high + 1


def test_the_range_widens_towards_the_first_stage(there):
    book = book_of(worked(there, {"revenue": "50000"}))

    def width(key):
        fact = book[f"{key}.need"]
        return (fact.interval.high - fact.interval.low) / fact.value

    assert width(FIRST) > width(LAST)


def test_without_a_goal_it_asks_for_a_tenth_more_and_says_so(there):
    run = worked(there)
    book = book_of(run)
    month = book["base.eur.revenue"].value / 91 * 30
    assert book["goal.revenue"].value == pytest.approx(month * 1.1, abs=1)
    assert any("{fact:goal.rise} more" in text for text in run.output["defaults"])


def test_the_plans_goal_comes_before_the_default(there):
    with there.scope():
        MarketingPlan.objects.create(
            name="Spring", status="active", start="2026-02-01", end="2026-05-01", currency="EUR",
            goal_metric="revenue", goal_target=90_000_000,
        )  # fmt: skip
    run = worked(there)
    assert book_of(run)["goal.revenue"].value == 30_000_000
    assert any("“Spring”" in text for text in run.output["defaults"])


def test_a_plan_for_orders_needs_no_order_value(there):
    with there.scope():
        MarketingPlan.objects.create(
            name="Spring", status="approved", start="2026-02-01", end="2026-05-01",
            currency="EUR", goal_metric="conversions", goal_target=3_000,
        )  # fmt: skip
    book = book_of(worked(there))
    assert book["goal.orders"].value == 1_000
    assert "goal.revenue" not in book


def test_every_figure_adds_up_from_the_rows_that_it_names(there):
    leaking(there)
    book = book_of(worked(there))
    named = {repr(part): part for fact in book for part in fact.rows}
    assert len(named) > 8
    with there.scope():
        assert not [part for part in named.values() if behind(part).changed]


def test_a_leak_is_told_with_what_the_stage_did_before(there):
    leaking(there)
    run = worked(there)
    book = book_of(run)
    assert [one["kind"] for one in run.output["findings"]] == ["leak"]
    assert book[f"{LAST}.now"].value < book[f"{LAST}.before"].value
    assert "leaks" in run.output["summary"]


def test_a_quiet_funnel_has_no_leak(there):
    run = worked(there)
    assert run.output["findings"] == []
    assert "No stage lets fewer people on" in run.output["summary"]


def test_it_proposes_volumes_and_never_overwrites_what_a_person_set(there):
    with there.scope():
        FunnelStage.objects.filter(name="Visit to basket").update(target_volume=77)
        FunnelStage.objects.filter(name="Basket to order").update(target_conversion_rate=None)
    run = worked(there)
    book = book_of(run)
    with there.scope(there.bob):
        row = Recommendation.objects.get(kind="stage_goals")
        assert [(line.label, line.field) for line in row.preview().changes] == [
            ("Basket to order", "People a month"),
            ("Basket to order", "Target"),
        ]
        applied = approve(row, action_hash=row.action_hash)
        first, last = FunnelStage.objects.order_by("position")
        assert first.target_volume == 77
        assert first.target_conversion_rate == Decimal("0.2")
        assert last.target_volume == book[f"{LAST}.need"].value
        assert last.target_conversion_rate == pytest.approx(
            Decimal(str(book[f"{LAST}.rate"].value)), abs=Decimal("0.0006")
        )
        undo(applied)
        last.refresh_from_db()
        assert (last.target_volume, last.target_conversion_rate) == (None, None)


def test_a_target_that_somebody_set_meanwhile_stays(there):
    worked(there)
    with there.scope(there.bob):
        row = Recommendation.objects.get(kind="stage_goals")
        FunnelStage.objects.update(target_volume=5)
        with pytest.raises(ConflictError, match="has its volume"):
            approve(row, action_hash=row.action_hash)
        assert set(FunnelStage.objects.values_list("target_volume", flat=True)) == {5}


def test_where_all_is_set_nothing_is_proposed(there):
    with there.scope():
        FunnelStage.objects.update(target_volume=5)
    assert worked(there).entities == []


def test_a_funnel_without_counts_is_asked_to_be_counted(there):
    with there.scope():
        FunnelCount.objects.all().delete()
    run = worked(there)
    assert run.output["needs"] == []
    asked = run.output["questions"][0]
    assert "Visit to basket" in asked["what"]
    assert run.entities == []


def test_a_funnel_without_stages_needs_them(there):
    with there.scope():
        FunnelStage.objects.all().delete()
    need = worked(there).output["needs"][0]
    assert need["what"] == "Stages of Online shop"


def test_an_unknown_funnel_is_asked_about_by_name(there):
    need = worked(there, {"funnel": "Trade"}).output["needs"][0]
    assert "Online shop" in need["question"]


def test_a_drafted_funnel_takes_its_rates_from_the_metrics(cast, db):
    with cast.scope():
        draftable()
    run = worked(cast)
    book = book_of(run)
    with cast.scope():
        funnel = Funnel.objects.get()
        stages = list(FunnelStage.objects.order_by("position"))
        figures = {"clicks": 0, "sessions": 0, "conversions": 0}
        for row in MetricsSnapshot.objects.filter(date__in=rows.days(91)):
            for name in figures:
                figures[name] += getattr(row, name)
    assert (funnel.name, funnel.status) == ("Way to Weekly box", "draft")
    assert [one.name for one in stages] == [
        "Impression to click", "Click to visit", "Visit to order",
    ]  # fmt: skip
    rate = book["funnel.way-to-weekly-box.visit-to-order.rate"].value
    assert rate == pytest.approx(figures["conversions"] / figures["sessions"])
    assert stages[2].target_volume == book["funnel.way-to-weekly-box.visit-to-order.need"].value
    assert "counts" in run.output["questions"][0]["why"]


def test_a_brand_alone_gets_a_funnel_to_be_counted(cast, db):
    with cast.scope():
        BrandProfile.objects.create(name="Alder")
    run = worked(cast)
    with cast.scope():
        assert FunnelStage.objects.count() == 4
        assert Funnel.objects.get().name == "Way to Alder"
    assert {one["what"] for one in run.output["questions"]} >= {"A goal in orders"}


def test_once_metrics_come_the_own_draft_is_laid_out_anew(cast, db):
    with cast.scope():
        BrandProfile.objects.create(name="Alder")
    worked(cast)
    with cast.scope():
        rows.stand_still()
        rows.marketing(count=120)
        Funnel.objects.filter(name="Online shop").delete()
    worked(cast)
    with cast.scope():
        names = list(FunnelStage.objects.order_by("position").values_list("name", flat=True))
    assert names == ["Impression to click", "Click to visit", "Visit to order"]


def test_a_draft_that_a_person_took_over_is_proposed_on_like_any_other(cast, db):
    with cast.scope():
        draftable()
    worked(cast)
    with cast.scope():
        Funnel.objects.update(status="active")
    run = worked(cast)
    assert not [one for one in run.entities if one["table"] != "cmo_recommendations"]
    assert run.output["funnels"][0]["drafted"] is False


def test_a_goal_twice_as_large_doubles_every_volume_and_nothing_else(there):
    one, two = worked(there, {"revenue": "50000"}), worked(there, {"revenue": "100000"})
    assert not unlike(
        one, two, {"goal.revenue": 2.0, "goal.orders": 2.0, "funnel.*.need": 2.0}, slack=1.1
    )


def test_twice_as_many_people_at_the_same_rate_change_no_estimate_but_the_people(there):
    one = worked(there, {"revenue": "50000"})
    with there.scope():
        FunnelCount.objects.update(entered=F("entered") * 2, advanced=F("advanced") * 2)
    two = worked(there, {"revenue": "50000"})
    before, after = book_of(one), book_of(two)
    changed = {fact.key for fact in before if after[fact.key].value != fact.value}
    assert changed == {f"{FIRST}.present", f"{LAST}.present"}
    assert after[f"{FIRST}.present"].value == pytest.approx(
        2 * before[f"{FIRST}.present"].value, abs=1
    )

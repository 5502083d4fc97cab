"""Daily metrics and funnel counts from files, as people export them."""

from __future__ import annotations

import datetime as dt

import pytest

from cmo.actions import MarkTrackingGap
from cmo.imports import FunnelCountsImport, MetricsImport
from cmo.models import Campaign, Funnel, FunnelCount, MetricsSnapshot
from kernel.errors import ConflictError, KernelError
from kernel.resources.imports import kind_for, preview, run_import, undo

FILE = """Day,Channel,Campaign name,Spend,Link clicks,Visits,Orders,Sales
2026-03-01,Paid Search,Spring,"1,200.50",496,446,18,"2,749.10"
2026-03-01,Organic search,,,549,500,16,672.40
2026-03-02,Paid Search,Spring,310.00,501,452,19,801.00
"""


@pytest.fixture
def inside(marketed):
    with marketed.scope(marketed.bob):
        yield marketed


def taken(text, kind="metrics", **more):
    return run_import(kind_for(kind), text.encode(), name="ads.csv", **more)


def test_a_file_with_other_words_is_understood(inside):
    batch = taken(FILE)
    assert (batch.rows_new, batch.rows_refused) == (3, 0)
    row = MetricsSnapshot.objects.get(date=dt.date(2026, 3, 1), channel="paid_search")
    assert (row.cost, row.revenue, row.clicks, row.conversions) == (120050, 274910, 496, 18)
    assert (row.currency, row.campaign.name) == ("EUR", "Spring")
    assert Campaign.objects.get(name="Spring").status == "active"
    organic = MetricsSnapshot.objects.get(date=dt.date(2026, 3, 1), channel="organic_search")
    assert organic.cost is None
    assert organic.campaign is None


def test_the_same_file_twice_changes_nothing(inside):
    taken(FILE)
    batch = taken(FILE)
    assert (batch.rows_new, batch.rows_changed, batch.rows_same) == (0, 0, 3)


def test_a_day_that_is_sent_again_is_updated_and_stays_left_out(inside):
    taken(FILE)
    day = dt.date(2026, 3, 2)
    MarkTrackingGap().apply(
        MarkTrackingGap.Args(first=day, last=day, channels=("paid_search",), reason="Tag missing")
    )
    batch = taken(FILE.replace("801.00", "900.00"))
    assert (batch.rows_changed, batch.rows_same) == (1, 2)
    row = MetricsSnapshot.objects.get(date=day, channel="paid_search")
    assert (row.revenue, row.excluded) == (90000, True)


def test_a_currency_in_a_header_is_that_of_its_column(inside):
    batch = taken("date,channel,Spend (USD),clicks\n2026-03-01,paid_search,10.00,5\n")
    assert batch.rows_new == 1
    row = MetricsSnapshot.objects.get(date=dt.date(2026, 3, 1))
    assert (row.currency, row.cost) == ("USD", 1000)


def test_bad_rows_are_listed_with_line_and_reason(inside):
    found = preview(
        kind_for("metrics"),
        b"date,channel,clicks,orders\n2026-03-01,paid_search,5,1\n2026-03-02,paid_search,-5,1\n"
        b"2026-03-03,,5,1\n2026-03-04,email,,\nsoon,email,1,1\n2026-03-01,Paid Search,7,1\n",
    )
    assert found.total == 6
    refused = {refusal.line: refusal.reason for refusal in found.refusals}
    assert set(refused) == {3, 4, 5, 6, 7}
    assert "below zero" in refused[3]
    assert "empty" in refused[4]
    assert "no figure" in refused[5]
    assert "no day" in refused[6]
    assert "Line 2" in refused[7]


def test_an_import_is_taken_back_with_the_campaign_that_it_made(inside):
    batch = taken(FILE)
    undo(batch.pk)
    assert not MetricsSnapshot.objects.filter(date__gte=dt.date(2026, 3, 1)).exists()
    assert not Campaign.objects.filter(name="Spring").exists()


def test_it_is_not_taken_back_once_a_day_was_left_out(inside):
    batch = taken(FILE)
    day = dt.date(2026, 3, 2)
    MarkTrackingGap().apply(
        MarkTrackingGap.Args(first=day, last=day, channels=("paid_search",), reason="Tag missing")
    )
    with pytest.raises(ConflictError) as refused:
        undo(batch.pk)
    assert refused.value.errors


def test_funnel_counts_find_their_stage_by_funnel_and_name(inside):
    batch = taken(
        "date,funnel,stage,entered,advanced\n"
        "2026-03-01,Online shop,Visit to basket,1000,220\n"
        "2026-03-01,Online shop,Basket to order,220,70\n",
        kind="funnel-counts",
    )
    assert batch.rows_new == 2
    count = FunnelCount.objects.get(date=dt.date(2026, 3, 1), stage__name="Basket to order")
    assert (count.entered, count.advanced) == (220, 70)


def test_funnel_and_stages_that_only_the_file_knows_are_made_and_go_with_the_import(inside):
    batch = taken(
        "date,funnel,stage,position,entered,advanced\n"
        "2026-03-01,Trade,Enquiry,1,100,40\n"
        "2026-03-01,Trade,Offer,2,40,10\n"
        "2026-03-02,Trade,Enquiry,1,90,41\n",
        kind="funnel-counts",
    )
    assert (batch.rows_new, batch.rows_refused) == (3, 0)
    funnel = Funnel.objects.get(name="Trade")
    assert (funnel.status, funnel.currency) == ("active", "EUR")
    assert [(s.position, s.name) for s in funnel.stages.order_by("position")] == [
        (1, "Enquiry"),
        (2, "Offer"),
    ]
    undo(batch.pk)
    assert not Funnel.objects.filter(name="Trade").exists()


def test_more_than_entered_and_unknown_stages_are_refused_by_name(inside):
    found = preview(
        kind_for("funnel-counts"),
        b"date,stage,entered,advanced\n2026-03-01,Visit to basket,10,11\n2026-03-01,Nowhere,1,1\n",
    )
    reasons = [refusal.reason for refusal in found.refusals]
    assert "More people went on" in reasons[0]
    assert "Nowhere" in reasons[1]


def test_who_may_not_write_marketing_imports_nothing(marketed):
    with marketed.scope(marketed.fay), pytest.raises(KernelError) as refused:
        taken(FILE)
    assert refused.value.code == "role_not_allowed"


@pytest.mark.parametrize("kind", [MetricsImport, FunnelCountsImport])
def test_the_sample_file_can_be_imported(inside, kind):
    found = next(
        one for one in (kind_for("metrics"), kind_for("funnel-counts")) if type(one) is kind
    )
    rows = found.sample_rows()
    for row in rows:
        row["campaign" if "campaign" in row else "stage"] = row.get("campaign") or (
            "" if "campaign" in row else "Visit to basket"
        )
    header = list(rows[0])
    text = "\n".join([",".join(header), *(",".join(row[name] for name in header) for row in rows)])
    batch = taken(text, kind=found.name)
    assert batch.rows_new + batch.rows_changed == len(rows)
    assert batch.rows_refused == 0

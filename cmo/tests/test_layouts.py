"""Exports of advertising and analytics tools, as people download them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db.models import Sum

from cmo.models import Campaign, MetricsSnapshot
from kernel.errors import KernelError
from kernel.resources.imports import kind_for, preview, run_import

HERE = Path(__file__).parent / "layouts"
SAMPLES = Path(__file__).parents[1] / "imports" / "samples"
DAY, NEXT = dt.date(2026, 1, 30), dt.date(2026, 1, 31)

# File, the layout's name, rows, then sums of impressions, clicks, sessions, conversions, cost,
# revenue (minor units), the currency and the channels, worked out by hand.
FILES = [
    (SAMPLES / "google-ads.csv", "google-ads", 4, 32530, 1177, None, 44, 162610, 183850, "EUR",
     {"paid_search", "paid_shopping", "display"}),
    (HERE / "google-ads-de.csv", "google-ads", 3, 32530, 1177, None, 44, 162610, 183850, "EUR",
     {"paid_search"}),
    (HERE / "google-ads-fr.csv", "google-ads", 3, 32530, 1177, None, 44, 162610, 183850, "EUR",
     {"paid_search"}),
    (SAMPLES / "meta-ads.csv", "meta-ads", 3, 36850, 829, None, 31, 154075, 133020, "EUR",
     {"paid_social"}),
    (HERE / "meta-ads-de.csv", "meta-ads", 3, 36850, 829, None, 31, 154075, 133020, "EUR",
     {"paid_social"}),
    (HERE / "meta-ads-ch.csv", "meta-ads", 2, 33800, 768, None, 28, 236075, 320180, "CHF",
     {"paid_social"}),
    (SAMPLES / "linkedin-ads.csv", "linkedin-ads", 3, 12500, 244, None, 4, 134475, 40000, "EUR",
     {"linkedin"}),
    (HERE / "linkedin-ads-de.csv", "linkedin-ads", 3, 12500, 244, None, 4, 134475, None, "EUR",
     {"linkedin"}),
    (SAMPLES / "ga4.csv", "ga4", 5, None, None, 4120, 57, None, 242075, "EUR",
     {"organic_search", "paid_search", "direct", "unassigned"}),
    (HERE / "ga4-de.csv", "ga4", 3, None, None, 3290, 45, None, 292275, "EUR",
     {"organic_search", "paid_search"}),
]  # fmt: skip
ENCODED = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]


@pytest.fixture
def inside(cast):
    """Bob's scope, in an empty workspace."""
    with cast.scope(cast.bob):
        yield cast


def taken(content, name="export.csv", **more):
    return run_import(kind_for("metrics"), content, name=name, **more)


@pytest.mark.django_db
@pytest.mark.parametrize("known", FILES, ids=lambda known: known[0].name)
def test_every_sample_is_recognised_and_its_values_are_exact(inside, known):
    file, layout, rows, impressions, clicks, sessions, orders, cost, revenue, currency, channels = (
        known
    )
    found = preview(kind_for("metrics"), file.read_bytes(), name=file.name)
    assert found.recognised is not None
    assert (found.recognised.name, found.missing, found.questions) == (layout, [], [])
    assert found.why
    batch = taken(file.read_bytes(), file.name)
    assert (batch.rows_new, batch.rows_refused) == (rows, 0)
    assert batch.recognised == found.recognised.title
    stored = MetricsSnapshot.objects.aggregate(
        *(Sum(n) for n in ("impressions", "clicks", "sessions", "conversions", "cost", "revenue"))
    )
    assert tuple(stored.values()) == (impressions, clicks, sessions, orders, cost, revenue)
    assert set(MetricsSnapshot.objects.values_list("currency", flat=True)) == {currency}
    assert set(MetricsSnapshot.objects.values_list("channel", flat=True)) == channels
    assert set(MetricsSnapshot.objects.values_list("date", flat=True)) == {DAY, NEXT}
    again = taken(file.read_bytes(), file.name)
    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 0, rows)


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ENCODED)
@pytest.mark.parametrize("file", [known[0] for known in FILES], ids=lambda file: file.name)
def test_a_layout_is_recognised_in_every_encoding_that_can_write_it(inside, file, encoding):
    text = file.read_text()
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("this encoding has no narrow no-break space")
    found = preview(kind_for("metrics"), content, name="export.csv")
    assert found.recognised
    assert (found.refused, found.questions) == (0, [])


@pytest.mark.django_db
def test_google_ads_comes_as_utf_16_with_tabs(inside):
    rows = [
        line.split(",") if '"' not in line else None
        for line in ("Day,Campaign,Currency code,Impr.,Clicks,Cost",)
    ]
    text = "Campaign report\nJanuary 30, 2026 - January 30, 2026\n"
    text += "\t".join(rows[0]) + "\n2026-01-30\tSearch\tEUR\t1,234\t7\t1,020.50\n"
    text += "Total: Account\t--\tEUR\t1,234\t7\t1,020.50\n"
    batch = taken(text.encode("utf-16"))
    assert (batch.rows_new, batch.rows_refused) == (1, 0)
    row = MetricsSnapshot.objects.get()
    assert (row.impressions, row.clicks, row.cost) == (1234, 7, 102050)


@pytest.mark.django_db
def test_sums_are_left_out_shown_and_held_against_what_is_stored(inside):
    batch = taken((SAMPLES / "google-ads.csv").read_bytes())
    said = " ".join(batch.notes)
    assert "2 lines above the headings were skipped: Campaign report" in said
    assert "Left out: 3 rows of sums (line 8: Total: Campaigns" in said
    assert "Orders: 1 cells are parts" in said or "parts of one" in said
    totals = {total["column"]: total for total in batch.totals}
    assert totals["cost"]["said"] == totals["cost"]["file"] == totals["cost"]["stored"] == 162610
    assert totals["impressions"]["said"] == totals["impressions"]["stored"] == 32530
    assert (totals["conversions"]["said"], totals["conversions"]["stored"]) == ("43.50", 44)
    assert not Campaign.objects.filter(name__startswith="Total").exists()


@pytest.mark.django_db
def test_a_sum_that_does_not_agree_is_shown_with_its_difference(inside):
    text = (SAMPLES / "linkedin-ads.csv").read_text().replace('"1,344.75"', '"1,345.75"')
    batch = taken(text.encode())
    total = next(total for total in batch.totals if total["column"] == "cost")
    assert (total["said"], total["stored"]) == (134575, 134475)


@pytest.mark.django_db
def test_a_layout_can_be_left_for_a_mapping_by_hand_and_is_remembered(inside):
    content = (SAMPLES / "meta-ads.csv").read_bytes()
    found = preview(kind_for("metrics"), content, options={"layout": "none"})
    assert found.recognised is None
    assert [column.name for column in found.missing] == ["channel"]
    batch = taken(
        content, options={"fixed:channel": "meta"}, mapping={"clicks": "", "conversions": "Results"}
    )
    assert batch.rows_refused == 0
    assert set(MetricsSnapshot.objects.values_list("channel", "clicks")) == {("meta", None)}
    again = preview(kind_for("metrics"), content)
    assert again.remembered
    assert again.changes_nothing
    assert (again.mapping["conversions"], again.fixed) == ("Results", {"channel": "meta"})


@pytest.mark.django_db
def test_an_export_without_days_says_how_to_get_them(inside):
    text = (
        "Campaign report\nJanuary 2026\nCampaign,Currency code,Impr.,Clicks,Cost\nA,EUR,1,1,1.00\n"
    )
    with pytest.raises(KernelError, match="add the row “Day”"):
        taken(text.encode())


@pytest.mark.django_db
def test_rows_that_span_days_are_refused(inside):
    text = (
        "Campaign name,Reporting starts,Reporting ends,Impressions,Amount spent (EUR)\n"
        "A,2026-01-01,2026-01-31,10,5.00\n"
    )
    found = preview(kind_for("metrics"), text.encode())
    assert "export the report by day" in found.refusals[0].reason


@pytest.mark.django_db
def test_currencies_stand_beside_each_other_and_are_never_added(inside):
    text = (
        "Day,Campaign,Currency code,Impr.,Clicks,Cost\n"
        "2026-01-30,A,EUR,10,1,5.00\n2026-01-30,A,USD,10,1,7.00\n"
        "Total: Account,--,--,20,2,--\n"
    )
    batch = taken(text.encode())
    assert batch.rows_new == 2
    costs = {t["currency"]: t["stored"] for t in batch.totals if t["column"] == "cost"}
    assert costs == {"EUR": 500, "USD": 700}
    assert any("EUR, USD" in note and "never" in note for note in batch.notes)


@pytest.mark.django_db
def test_days_of_two_sources_with_and_without_campaigns_are_pointed_out(inside):
    taken((SAMPLES / "google-ads.csv").read_bytes())
    found = preview(kind_for("metrics"), (SAMPLES / "ga4.csv").read_bytes())
    assert len(found.cautions) == 1
    assert found.cautions[0].startswith("Paid search: days of this file are stored already")

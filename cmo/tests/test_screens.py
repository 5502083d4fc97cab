"""The marketing screens, as people of each role see them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.http import QueryDict
from django.test import Client

from cmo.models import Campaign, Funnel, MetricsSnapshot, Recommendation
from cmo.tests import cast as rows
from kernel.runs.testing import ran

LISTS = (
    "campaigns",
    "campaign-channels",
    "metrics-snapshots",
    "funnels",
    "funnel-stages",
    "funnel-counts",
    "recommendations",
)


@pytest.fixture
def bob(marketed):
    client = Client()
    client.force_login(marketed.bob)
    return client


def test_the_dashboard_shows_figures_and_their_rows(bob):
    page = bob.get("/cmo/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Marketing in January 2026" in text
    assert "Paid search" in text
    assert "evidence=now.eur.revenue" in text
    opened = bob.get("/cmo/", {"evidence": "now.eur.revenue"}).content.decode()
    assert 'id="evidence-t"' in opened


@pytest.mark.parametrize("name", LISTS)
def test_each_list_opens(bob, name):
    page = bob.get(f"/cmo/{name}/")
    assert page.status_code == 200, page.content


def test_a_past_that_was_just_brought_in_is_shown_with_its_last_month(bob, marketed):
    with marketed.scope(marketed.alice):
        rows.stand_still(dt.date(2026, 6, 15))
    text = bob.get("/cmo/").content.decode()
    assert "Marketing in January 2026" in text
    assert "No row is newer than 31 Jan." in text
    assert "No revenue is stored" in bob.get("/cmo/", {"period": "month"}).content.decode()


def test_each_figure_of_the_dashboard_opens_rows_that_add_up(bob):
    """Every link to evidence names a fact, and its rows' own list holds the same sum."""
    text = bob.get("/cmo/").content.decode()
    keys = set(re.findall(r"evidence=([a-z0-9._-]+)", text))
    keys = {key for key in keys if key.startswith(("now.", "earlier.", "funnel."))}
    assert len(keys) > 20
    for key in sorted(keys):
        page = bob.get("/cmo/", {"evidence": key}, headers={"HX-Request": "true"})
        drawer = page.content.decode()
        assert 'id="evidence-t"' in drawer, key
        assert "have changed" not in drawer, key
        assert "<html" not in drawer


def test_a_tile_is_the_sum_of_the_list_that_it_opens(bob, marketed):
    drawer = bob.get(
        "/cmo/", {"evidence": "now.eur.revenue"}, headers={"HX-Request": "true"}
    ).content.decode()
    address = re.search(r'href="(/cmo/metrics-snapshots/\?[^"]+)"', drawer)[1].replace("&amp;", "&")
    total = re.search(r"drawer__value\">([^<]+)<", drawer)[1]
    query = QueryDict(address.partition("?")[2])
    with marketed.scope(marketed.bob):
        found = MetricsSnapshot.objects.filter(
            date__range=(query["date__gte"], query["date__lte"]), excluded=False
        )
        minor = sum(row.revenue for row in found)
    assert total == f"€{minor / 100:,.0f}"
    assert bob.get(address).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"period": "last_month"},
        {"period": "28", "compare": "year"},
        {"period": "91", "compare": "none"},
        {"period": "365"},
        {"period": "custom", "from": "2026-01-05", "to": "2026-01-11"},
        {"period": "custom", "from": "x", "to": ""},
        {"period": "forever", "compare": "never", "sort": "nothing"},
        {"sort": "channel"},
        {"sort": "-cac"},
        {"evidence": "no.such.figure"},
    ],
)
def test_the_dashboard_takes_any_period_and_order(bob, query):
    assert bob.get("/cmo/", query).status_code == 200


def test_a_channel_that_is_late_says_so_and_is_compared_on_the_same_days(bob, marketed):
    with marketed.scope(marketed.bob):
        MetricsSnapshot.objects.filter(channel="display", date__gt="2026-01-20").delete()
    text = bob.get("/cmo/").content.decode()
    assert "Display reaches 20 Jan" in text
    assert "through 20 Jan" in text
    earlier = bob.get(
        "/cmo/", {"evidence": "earlier.eur.display.revenue"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "date__lte=2025-12-20" in earlier


def test_what_was_left_out_is_hatched_and_not_counted(bob, marketed):
    before = bob.get("/cmo/", {"evidence": "now.eur.revenue"}).content.decode()
    with marketed.scope(marketed.bob):
        MetricsSnapshot.objects.filter(date="2026-01-15").update(
            excluded=True, exclusion_reason="Tag missing"
        )
    after = bob.get("/cmo/", {"evidence": "now.eur.revenue"}).content.decode()
    assert "left out; the earlier period is shown with all of its days" in after
    value = re.compile(r"drawer__value\">([^<]+)<")
    assert value.search(before)[1] != value.search(after)[1]


def test_a_rate_says_of_how_many_channels_it_is_where_some_count_no_visits(bob, marketed):
    with marketed.scope():
        names = MetricsSnapshot.objects.values_list("channel", flat=True).distinct().order_by()
        first, every = sorted(names)[0], len(names)
        MetricsSnapshot.objects.filter(channel=first).update(sessions=None)
    assert f"of {every - 1} of {every} channels" in bob.get("/cmo/").content.decode()


def test_where_no_proposal_waits_the_dashboard_says_what_the_analyst_found(bob, marketed):
    assert "Run the analyst to look" in bob.get("/cmo/").content.decode()
    run = ran(marketed, "ai_cmo", "optimization")
    with marketed.scope():
        Recommendation.objects.update(status="expired")
    text = bob.get("/cmo/").content.decode()
    assert "Run the analyst to look" not in text
    assert f'href="/runs/{run.pk}/">All that the analyst found</a>' in text


def test_an_empty_workspace_is_told_what_to_bring(marketed):
    client = Client()
    client.force_login(marketed.charlie)
    text = client.get("/cmo/").content.decode()
    assert "No daily metrics yet" in text
    assert "/imports/new/?kind=metrics" in text
    assert "No source has sent anything yet." in text


def test_a_funnel_and_a_campaign_show_what_they_did(bob, marketed):
    with marketed.scope(marketed.bob):
        funnel, campaign = Funnel.objects.get(), Campaign.objects.get(name="Morning ritual")
    text = bob.get(f"/cmo/funnels/{funnel.pk}/").content.decode()
    assert "Visit to basket" in text
    assert "evidence=funnel.online-shop.visit-to-basket.rate" in text
    text = bob.get(f"/cmo/campaigns/{campaign.pk}/").content.decode()
    assert "of €5,000, " in text
    assert "Paid social" in text


def test_a_status_is_changed_where_it_stands(bob, marketed):
    with marketed.scope(marketed.bob):
        campaign = Campaign.objects.get(name="Morning ritual")
    done = bob.post(
        f"/cmo/campaigns/{campaign.pk}/fields/status/",
        {"status": "paused", "seen": campaign.updated_at.isoformat(), "next": "/cmo/campaigns/"},
    )
    assert done.status_code == 302
    with marketed.scope(marketed.bob):
        campaign.refresh_from_db()
    assert campaign.status == "paused"


def test_a_campaign_is_added_by_form_with_the_workspaces_currency(bob, marketed):
    page = bob.get("/cmo/campaigns/new/").content.decode()
    assert 'value="EUR"' in page
    made = bob.post(
        "/cmo/campaigns/new/",
        {
            "name": "Spring",
            "kind": "launch",
            "status": "draft",
            "primary_kpi": "roas",
            "budget": "1,250.50",
            "currency": "eur",
        },
    )
    assert made.status_code == 302, made.content.decode()
    with marketed.scope(marketed.bob):
        assert Campaign.objects.get(name="Spring").budget == 125050


def test_finance_sees_no_marketing(marketed):
    client = Client()
    client.force_login(marketed.fay)
    for name in ("", *(f"{name}/" for name in LISTS)):
        assert client.get(f"/cmo/{name}").status_code == 403


def test_the_briefing_says_what_marketing_brought(bob):
    text = bob.get("/").content.decode()
    assert "Marketing" in text
    assert "ROAS" in text

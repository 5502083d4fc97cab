"""The Funnels screen and a funnel's page: drawn against targets, leaks marked, figures opened."""

from __future__ import annotations

import re

import pytest
from django.db.models import F
from django.test import Client

from cmo.models import BrandProfile, Funnel, FunnelCount, FunnelStage
from cmo.tests import cast as rows
from kernel.runs.testing import ran


@pytest.fixture
def bob(marketed):
    client = Client()
    client.force_login(marketed.bob)
    return client


def text_of(client, path="/cmo/funnels/", **query):
    page = client.get(path, query)
    assert page.status_code == 200, page.content
    return page.content.decode()


def leaking(cast):
    with cast.scope():
        late = FunnelCount.objects.filter(stage__name="Basket to order", date__in=rows.days(28))
        late.update(advanced=F("advanced") * 6 / 10)


def test_funnels_are_drawn_with_volumes_rates_and_targets_above_their_list(bob, marketed):
    with marketed.scope():
        FunnelStage.objects.filter(name="Visit to basket").update(target_volume=45_678)
    text = text_of(bob)
    assert 'class="funnel"' in text
    assert "of 45,678" in text
    assert "target 20.0%" in text
    assert "No stage lets fewer people through" in text
    assert 'id="table-funnels"' in text or "rtable" in text


def test_a_leak_is_said_first_and_marked(bob, marketed):
    leaking(marketed)
    text = text_of(bob)
    assert "“Basket to order” in Online shop leaks:" in text
    assert "funnel__row--leak" in text
    assert "note--bad" in text


def test_each_figure_opens_rows_that_add_up(bob, marketed):
    leaking(marketed)
    with marketed.scope():
        funnel = Funnel.objects.get()
    for path in ("/cmo/funnels/", f"/cmo/funnels/{funnel.pk}/"):
        keys = set(re.findall(r"evidence=([a-z0-9._-]+)", text_of(bob, path)))
        assert len(keys) >= 5
        for key in sorted(keys):
            page = bob.get(path, {"evidence": key}, headers={"HX-Request": "true"})
            drawer = page.content.decode()
            assert 'id="evidence-t"' in drawer, key
            assert "have changed" not in drawer, key
            assert "<html" not in drawer


def test_a_filter_of_the_list_still_answers_the_list_alone(bob):
    page = bob.get("/cmo/funnels/", {"q": "shop"}, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert b"<html" not in page.content
    assert b'class="funnel"' not in page.content


def test_a_funnel_shows_what_is_proposed_for_it(bob, marketed):
    ran(marketed, "ai_cmo", "funnels")
    with marketed.scope():
        funnel = Funnel.objects.get()
    text = text_of(bob, f"/cmo/funnels/{funnel.pk}/")
    assert "To decide" in text
    assert "Hold “Online shop” against" in text


def test_a_drafted_funnel_is_drawn_as_planned_until_it_is_counted(bob, marketed):
    with marketed.scope():
        Funnel.objects.all().delete()
        BrandProfile.objects.create(name="Alder")
    ran(marketed, "ai_cmo", "funnels")
    text = text_of(bob)
    assert "planned, not counted yet" in text
    assert "Impression to click" in text
    assert "Import funnel counts" in text


def test_a_funnel_without_stages_says_what_to_do(bob, marketed):
    with marketed.scope():
        funnel = Funnel.objects.create(name="Trade", currency="EUR")
    assert "Add its first stage" in text_of(bob, f"/cmo/funnels/{funnel.pk}/")
    assert "Trade" in text_of(bob)


def test_an_empty_workspace_is_told_what_a_funnel_is(cast, db):
    client = Client()
    client.force_login(cast.bob)
    text = text_of(client)
    assert "A funnel is the way" in text
    assert "New funnel" in text

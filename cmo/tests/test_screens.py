"""The marketing screens, as people of each role see them."""

from __future__ import annotations

import pytest
from django.test import Client

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

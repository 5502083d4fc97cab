"""The growth screens: useful when empty, health before effect, figures that open their rows."""

from __future__ import annotations

import re

import pytest

from cro import segments_page
from cro.models import Hypothesis, MetricDefinition, Setting
from cro.tests.test_growth_advisor import finished, furnish
from kernel.core.registry import get_module
from kernel.formats import Notation
from kernel.resources.testing.base import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, cast):
    """The text of a page, as somebody sees it who runs tests."""
    client.force_login(cast.writer(get_module("ai_cro")))

    def get(path):
        response = client.get(path)
        assert response.status_code == 200, path
        return response.content.decode()

    return get


@pytest.fixture
def full(cast, db):
    with cast.scope():
        furnish()
    return cast


def test_an_empty_workspace_is_told_what_to_bring_first(page):
    text = page("/cro/")
    assert "No count and no test yet" in text
    assert "/imports/new/?kind=cro/step-counts" in text
    assert "No count and no test yet" in page("/cro/programme/")
    assert "A hypothesis says what was seen" in page("/cro/hypotheses/")


def test_the_dashboard_says_what_it_is_about_and_how_tests_stand(full, page):
    text = page("/cro/")
    assert "not the sales pipeline" in text
    assert "One-page checkout" in text
    assert "Traffic left for tests" in text
    assert "Reach the end" in text


def test_a_figure_of_the_dashboard_opens_its_rows(full, page):
    text = page("/cro/?evidence=way.now.rate")
    assert "Those who passed the last step, divided by those who came." in text


@pytest.mark.parametrize("path", ["/cro/", "/cro/programme/", "/cro/segments/"])
def test_each_figure_opens_rows_that_add_up(full, page, client, path):
    keys = set(re.findall(r"evidence=([a-z0-9._-]+)", page(path)))
    assert keys
    for key in sorted(keys):
        found = client.get(path, {"evidence": key}, headers={"HX-Request": "true"})
        drawer = found.content.decode()
        assert 'id="evidence-t"' in drawer, key
        assert "have changed" not in drawer, key


@pytest.mark.parametrize("path", ["/cro/", "/cro/programme/", "/cro/segments/"])
def test_more_finished_tests_ask_the_database_no_more(full, page, client, path):
    page(path)
    few = asked(client, path)
    with full.scope():
        for name in ("Sticky basket", "Shorter form"):
            finished(name, MetricDefinition.objects.get(name="Orders"), (0.46, 0.46), "hold")
    assert asked(client, path) == few


def test_the_programme_lists_what_comes_next_and_what_was_learnt(full, page):
    text = page("/cro/programme/")
    assert text.index("Fewer fields") < text.index("Shorter page")
    assert "It names no step" in text
    assert "Number keys" in text
    assert "Phones in “Number keys”" in text


def test_the_programme_tells_what_a_test_shows_that_is_too_short_for_its_effect(full, page):
    with full.scope():
        own = Setting.objects.create(longest_weeks=2, smallest_believable="0.02")
    assert re.search(r"shows from [\d.]+%", page("/cro/programme/"))
    with full.scope():
        Setting.objects.filter(pk=own.pk).update(longest_weeks=40, smallest_believable="0.3")
    assert not re.search(r"shows from [\d.]+%", page("/cro/programme/"))


@pytest.mark.parametrize(
    ("lagging", "said"),
    [
        ([], "No segment goes on less often than the others."),
        ([("Phone", "Cart")], "Phone goes on less often than the others at Cart."),
        (
            [("Phone", "Cart"), ("Desk", "Order")],
            "Phone goes on less often than the others at Cart, the first of 2 such places.",
        ),
    ],
)
def test_the_segments_say_first_who_falls_behind(lagging, said):
    assert segments_page.lede({"steps": ("Cart", "Order"), "lagging": lagging}, Notation()) == said


def test_segments_show_their_way_and_hypotheses_their_sentence(full, page, cast):
    assert "Where a test did something else" in page("/cro/segments/")
    assert "First in line" in page("/cro/hypotheses/")
    with cast.scope():
        row = Hypothesis.objects.get(title="Fewer fields")
    text = page(f"/cro/hypotheses/{row.pk}/")
    assert "Because People said so, we believe fewer fields at once will raise Orders." in text

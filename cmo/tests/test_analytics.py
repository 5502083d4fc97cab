"""The Analytics screen: credits that add up, and what is said where there are none."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from cmo.analysis import response
from cmo.attribution import RULES, attributed
from cmo.models import MetricsSnapshot, Touchpoint
from cmo.strategy.refusals import REASONS
from cmo.tests import nouns
from kernel.core.windows import Window

JANUARY = Window(dt.date(2026, 1, 1), dt.date(2026, 1, 31))
UTC = ZoneInfo("UTC")


@pytest.fixture
def bob(marketed):
    client = Client()
    client.force_login(marketed.bob)
    return client


def contact(person, channel, day, value=None, currency="EUR"):
    at = dt.datetime(2026, 1, day, 12, tzinfo=dt.UTC)
    bought = {} if value is None else {"converted_at": at, "value": value, "currency": currency}
    return Touchpoint.objects.create(person_key=person, channel=channel, at=at, **bought)


@pytest.fixture
def followed(marketed):
    with marketed.scope(marketed.alice):
        contact("a", "display", 2)
        contact("a", "email", 5, 9000)
        contact("b", "paid_search", 7, 1000)
        contact("c", "display", 8)
    return marketed


def test_each_rules_credits_add_up_to_the_conversions(followed):
    with followed.scope(followed.bob):
        (found,) = attributed(JANUARY, 30, UTC)
    assert (found.conversions, found.value, found.people) == (2, 10_000, 3)
    for rule in RULES:
        credits = found.credits[rule].values()
        assert sum(credit.conversions for credit in credits) == Fraction(2)
        assert sum(credit.value for credit in credits) == Fraction(10_000)
    assert found.credits["first"]["display"].value == 9000
    assert found.credits["last"]["email"].value == 9000


def test_another_value_moves_its_own_channels_alone(followed):
    with followed.scope(followed.bob):
        before = attributed(JANUARY, 30, UTC)[0].credits["linear"]
        Touchpoint.objects.filter(person_key="b").update(value=3000)
        after = attributed(JANUARY, 30, UTC)[0].credits["linear"]
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"paid_search"}
    assert after["paid_search"].value - before["paid_search"].value == 2000


def test_currencies_stand_apart(followed):
    with followed.scope(followed.alice):
        contact("d", "email", 9, 500, "USD")
    with followed.scope(followed.bob):
        found = attributed(JANUARY, 30, UTC)
    assert [(one.currency, one.value) for one in found] == [("EUR", 10_000), ("USD", 500)]


def test_the_screen_shows_the_rules_side_by_side(bob, followed):
    page = bob.get("/cmo/analytics/", {"period": "month"})
    text = page.content.decode()
    assert page.status_code == 200
    for name, _ in RULES.values():
        assert name in text
    assert "€100" in text
    assert "/cmo/touchpoints/?" in text


def test_each_credit_opens_conversions_whose_parts_add_up_to_it(bob, followed):
    text = bob.get("/cmo/analytics/", {"period": "month"}).content.decode()
    keys = set(re.findall(r"evidence=(credit[a-z0-9._-]+)", text))
    assert len(keys) > len(RULES) * 2
    for key in keys:
        page = bob.get(
            "/cmo/analytics/",
            {"period": "month", "evidence": key},
            headers={"HX-Request": "true"},
        )
        drawer = page.content.decode()
        assert "<html" not in drawer
        amounts = [
            round(float(one) * 100) for one in re.findall(r'num[^>]*">€([\d.]+)</td>', drawer)
        ]
        *parts, total = amounts
        assert sum(parts[1::2]) == total, (key, drawer)


def test_two_who_buy_at_the_same_moment_are_credited_in_their_own_currencies(marketed):
    with marketed.scope(marketed.alice):
        contact("a", "display", 2, 100)
        contact("b", "display", 2, 300, "USD")
    with marketed.scope(marketed.bob):
        found = attributed(JANUARY, 30, UTC)
    assert {one.currency: one.value for one in found} == {"EUR": 100, "USD": 300}


def test_curves_and_refusals_come_from_the_rows_without_a_plan(bob, marketed):
    text = bob.get("/cmo/analytics/").content.decode()
    assert "What spend brings" in text
    assert "evidence=answer" in text or "No curve." in text
    for key in set(re.findall(r"evidence=(answer[a-z0-9._-]+)", text)):
        page = bob.get(
            "/cmo/analytics/", {"evidence": key}, headers={"HX-Request": "true"}
        ).content.decode()
        assert 'id="evidence-t"' in page
        assert "have changed" not in page


def test_too_few_weeks_are_told_once_for_all_channels_with_what_mends_it(marketed, bob):
    with marketed.scope(marketed.alice):
        MetricsSnapshot.objects.filter(date__lt=JANUARY.first).delete()
    text = bob.get("/cmo/analytics/").content.decode()
    assert text.count("No curve.") == 1
    assert "Paid search, Paid social, Display" in text
    assert "a curve takes 26" in text
    assert "/imports/new/?kind=metrics" in text


def test_without_spend_it_says_where_curves_come_from(cast, db):
    client = Client()
    client.force_login(cast.bob)
    text = client.get("/cmo/analytics/").content.decode()
    assert "No channel has spent" in text


def test_every_refusal_of_the_fit_has_words_of_its_own():
    source = Path(response.__file__).read_text("utf-8")
    refusals = set(re.findall(r'NotEnoughDataError\(\s*"([^"]+)"', source))
    assert refusals == set(REASONS)


def test_without_touchpoints_it_says_what_is_needed(bob):
    text = bob.get("/cmo/analytics/").content.decode()
    assert "Attribution needs touchpoints" in text
    assert "/imports/new/?kind=touchpoints" in text


def test_without_a_conversion_in_these_days_it_says_so(bob, marketed):
    with marketed.scope(marketed.alice):
        nouns.touchpoint()
    assert "No conversion in these days" in bob.get("/cmo/analytics/").content.decode()


def test_its_link_opens_the_touchpoints_that_converted(bob, followed):
    text = bob.get("/cmo/analytics/", {"period": "month"}).content.decode()
    address = text.partition('href="/cmo/touchpoints/?')[2].partition('"')[0].replace("&amp;", "&")
    page = bob.get(f"/cmo/touchpoints/?{address}")
    assert page.status_code == 200
    assert "1 to 2 of 2" in page.content.decode()
